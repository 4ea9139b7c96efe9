"""Printing: stocks, designs and sheets of labels, drawn to the tenth of a millimetre."""
