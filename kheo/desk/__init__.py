"""The signed-in home: what waits for me, where each movement stands, search over all I may see."""
