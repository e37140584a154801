"""The claims panel: the list of claims, its filters, and the detail of the current one."""
