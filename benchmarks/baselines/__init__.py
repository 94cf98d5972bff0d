"""What the product is measured beside: bots as a tutorial writes them."""
