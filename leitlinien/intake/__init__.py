"""Taking files into the store: one transaction, all or nothing."""
