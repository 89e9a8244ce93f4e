"""Records of achievement: issued, verified, withdrawn, printed."""
