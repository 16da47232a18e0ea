package aws

import (
	"fmt"
	"math/rand/v2"
)

// UUID is a version 4 UUID drawn from r.
func UUID(r *rand.Rand) string {
	hi, lo := r.Uint64(), r.Uint64()
	hi = hi&^0xf000 | 0x4000
	lo = lo&^(3<<62) | 2<<62
	return fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", hi>>32, hi>>16&0xffff, hi&0xffff, lo>>48, lo&(1<<48-1))
}

// RandomHex is n lower-case hexadecimal digits drawn from r.
func RandomHex(r *rand.Rand, n int) string { return draw(r, n, "0123456789abcdef") }

// RandomLower is n lower-case letters and digits drawn from r.
func RandomLower(r *rand.Rand, n int) string { return draw(r, n, "abcdefghijklmnopqrstuvwxyz234567") }

// RandomUpper is n upper-case letters and digits drawn from r, as in the
// identifiers of principals.
func RandomUpper(r *rand.Rand, n int) string { return draw(r, n, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") }

func draw(r *rand.Rand, n int, alphabet string) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(b)
}
