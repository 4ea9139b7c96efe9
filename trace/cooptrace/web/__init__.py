"""What all pages share and no domain owns: access policies, forms, templates, languages, guards."""
