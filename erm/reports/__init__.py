"""Reports on people that HR pulls over the whole product: a read model above the domains."""
