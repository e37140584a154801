"""The words of the domain: plain frozen values that know no database, window or file format."""
