package sandbox

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"net"
	"net/url"
	"strings"
	"unicode/utf16"
)

// The functions of the host that turn bytes into other bytes.

// hashSteps is what hashing costs, in steps per 64 bytes: about 1 GB/s. An
// assumption.
const hashSteps = 10

// hostHash digests: algorithm, message range, and for an HMAC the key's range.
// An unknown algorithm gives undefined.
func hostHash(v *VM, a args) value {
	makers := map[string]func() hash.Hash{"md5": md5.New, "sha1": sha1.New, "sha256": sha256.New,
		"sha384": sha512.New384, "sha512": sha512.New}
	maker := makers[a.str(0)]
	if maker == nil {
		return undefined
	}
	h := maker()
	if len(a.list) > 4 {
		h = hmac.New(maker, a.bytes(4))
	}
	message := a.bytes(1)
	v.q.meter.charge(int64(len(message))/64*hashSteps + 2*hashSteps)
	h.Write(message)
	return v.q.newBuffer(h.Sum(nil))
}

// hostEncode turns a string into the bytes that it stands for in an encoding.
// Like Node.js it takes what it can of a string that is not well-formed.
func hostEncode(v *VM, a args) value {
	s := a.str(0)
	v.q.meter.charge(int64(len(s)) / heapBytes)
	switch a.str(1) {
	case "base64", "base64url":
		return v.q.newBuffer(fromBase64(s))
	case "hex":
		n := 0
		for n+1 < len(s) && isHex(s[n]) && isHex(s[n+1]) {
			n += 2
		}
		b, _ := hex.DecodeString(s[:n])
		return v.q.newBuffer(b)
	case "latin1", "ascii":
		b := []byte{}
		for _, unit := range utf16.Encode([]rune(s)) {
			b = append(b, byte(unit))
		}
		return v.q.newBuffer(b)
	case "utf16le":
		b := []byte{}
		for _, unit := range utf16.Encode([]rune(s)) {
			b = append(b, byte(unit), byte(unit>>8))
		}
		return v.q.newBuffer(b)
	}
	return v.q.newBuffer([]byte(s))
}

func isHex(c byte) bool { return strings.IndexByte("0123456789abcdefABCDEF", c) >= 0 }

// fromBase64 takes both alphabets, skips what is in neither, ends at "=".
func fromBase64(s string) []byte {
	s, _, _ = strings.Cut(s, "=")
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		case r == '+':
			return '-'
		case r == '/':
			return '_'
		}
		return -1
	}, s)
	if len(s)%4 == 1 {
		s = s[:len(s)-1]
	}
	b, _ := base64.RawURLEncoding.DecodeString(s)
	return b
}

// hostDecode turns bytes into a string: encoding, range. "utf8!" refuses what
// is not UTF-8 by giving undefined.
func hostDecode(v *VM, a args) value {
	b := a.bytes(1)
	v.q.meter.charge(int64(len(b)) / heapBytes)
	switch a.str(0) {
	case "base64":
		return v.string(base64.StdEncoding.EncodeToString(b))
	case "base64url":
		return v.string(base64.RawURLEncoding.EncodeToString(b))
	case "hex":
		return v.string(hex.EncodeToString(b))
	case "latin1", "ascii":
		mask := byte(0xff)
		if a.str(0) == "ascii" {
			mask = 0x7f
		}
		runes := make([]rune, len(b))
		for i, c := range b {
			runes[i] = rune(c & mask)
		}
		return v.string(string(runes))
	case "utf16le":
		units := make([]uint16, len(b)/2)
		for i := range units {
			units[i] = uint16(b[2*i]) | uint16(b[2*i+1])<<8
		}
		return v.string(string(utf16.Decode(units)))
	case "utf8!":
		if s := string(b); strings.ToValidUTF8(s, "") != s {
			return undefined
		}
	}
	return v.string(wellFormed(b))
}

// wellFormed puts U+FFFD for each byte that is not UTF-8.
func wellFormed(b []byte) string {
	if s := string(b); strings.ToValidUTF8(s, "") == s {
		return s
	}
	return string([]rune(string(b)))
}

// hostURL parses a URL against a base, "" for none, into its parts as JSON, or
// gives undefined. Near to the WHATWG URL Standard for http and https.
func hostURL(v *VM, a args) value {
	text := strings.TrimSpace(strings.NewReplacer("\t", "", "\n", "", "\r", "", " ", "%20").Replace(strings.TrimSpace(a.str(0))))
	u, err := url.Parse(text)
	if err == nil && a.str(1) != "" {
		var base *url.URL
		if base, err = url.Parse(a.str(1)); err == nil {
			u = base.ResolveReference(u)
		}
	}
	if err != nil || u.Scheme == "" {
		return undefined
	}
	special := map[string]string{"http": "80", "https": "443", "ftp": "21", "ws": "80", "wss": "443"}
	standard, isSpecial := special[u.Scheme]
	if isSpecial && u.Hostname() == "" {
		return undefined
	}
	port := u.Port()
	if port == standard {
		port = ""
	}
	host := strings.ToLower(u.Hostname())
	if net.ParseIP(host) != nil && strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	pathname := u.EscapedPath()
	if u.Opaque != "" {
		pathname = u.Opaque
	}
	if isSpecial && !strings.HasPrefix(pathname, "/") {
		pathname = "/" + pathname
	}
	password, _ := u.User.Password()
	return v.json(map[string]string{"protocol": u.Scheme + ":", "username": url.PathEscape(u.User.Username()),
		"password": url.PathEscape(password), "hostname": host, "port": port, "pathname": pathname,
		"search": mark("?", strings.ReplaceAll(u.RawQuery, "'", "%27")), "hash": mark("#", u.EscapedFragment())})
}

func mark(sign, s string) string {
	if s == "" {
		return ""
	}
	return sign + s
}
