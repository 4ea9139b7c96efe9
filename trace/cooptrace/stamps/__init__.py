"""Authentication stamps: codes without a row each, rolls and their life, what a shopper is told, signs of copying."""
