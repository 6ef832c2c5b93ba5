"""Receipts for work handed in: what came, when by the receiver's clock, sealed so that both can prove it."""
