package pattern

import (
	"net/netip"
	"strconv"
	"strings"
)

// network is the addresses of a CIDR block.
type network struct{ netip.Prefix }

// compileCIDR reads a block, or says what is wrong in AWS's words
// (event-ruler, CIDR).
func compileCIDR(s string) (network, string) {
	address, mask, ok := strings.Cut(s, "/")
	if !ok || strings.Contains(mask, "/") || mask == "" {
		return network{}, "Malformed CIDR, one '/' required"
	}
	bits, err := strconv.Atoi(mask)
	if err != nil {
		return network{}, "Malformed CIDR, mask bits must be an integer"
	}
	if bits < 0 {
		return network{}, "Malformed CIDR, mask bits must not be negative"
	}
	a, err := netip.ParseAddr(address)
	switch {
	case err != nil || a.Zone() != "":
		return network{}, "Nonstandard IP address: " + address
	case a.Is4() && bits > 31:
		return network{}, "IPv4 mask bits must be < 32"
	case bits > 127:
		return network{}, "IPv6 mask bits must be < 128"
	}
	return network{netip.PrefixFrom(a, bits).Masked()}, ""
}

func (m network) matches(v value) bool {
	if v.kind != 's' {
		return false
	}
	a, err := netip.ParseAddr(v.text)
	return err == nil && m.Contains(a)
}
