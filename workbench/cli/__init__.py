"""The command line over `workbench.desk`. Heavy libraries are imported inside the commands that need them."""
