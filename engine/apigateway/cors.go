package apigateway

import (
	"slices"

	"skylab/engine/httpevent"
)

// validCors refuses what AWS refuses; the words are an assumption.
func validCors(c *httpevent.Cors) error {
	switch {
	case c == nil:
		return nil
	case c.MaxAge != nil && (*c.MaxAge < -1 || *c.MaxAge > 86400):
		return bad("MaxAge must be between -1 and 86400")
	case c.AllowCredentials && slices.Contains(c.AllowOrigins, "*"):
		return bad("AllowCredentials cannot be true when AllowOrigins contains *")
	}
	for _, m := range c.AllowMethods {
		if m != "*" && (m == "ANY" || !slices.Contains(methods, m)) {
			return bad("Invalid AllowMethods: " + m)
		}
	}
	return nil
}
