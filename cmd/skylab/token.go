package main

import (
	"crypto/rand"
)

// randomToken is a token that nobody guesses.
func randomToken() string { return rand.Text() }
