"""The same networks in forms that compute faster: phases, Winograd, LiteRT."""
