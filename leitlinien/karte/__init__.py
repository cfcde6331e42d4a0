"""Pictures and tables of what rests on guidelines: strategy maps, coverage, money."""
