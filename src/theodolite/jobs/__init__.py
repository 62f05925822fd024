"""Work that outlives a request: scan, analyse, digest, retain, back up."""
