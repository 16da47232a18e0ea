package endpoint

import (
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"skylab/engine/wire"
)

// TokenHeader carries the token of a server that other machines may reach. The
// password of HTTP's basic authentication will do, too, for curl's sake.
const TokenHeader = "X-Skylab-Token"

// guard keeps out what is no client on this machine. A web page open in a
// browser here can send requests to loopback, also under a name of its own that
// it lets point here; both show, in Origin and in Host.
type guard struct {
	token  string
	serves func(host string) bool
}

// admit tells whether a request may come in, and whether it is for a host of
// the world: its name, and the path there.
func (g guard) admit(r *http.Request) (host, path string, refused *wire.Response) {
	if g.token != "" && !g.knows(r) {
		return "", "", text(http.StatusUnauthorized, "skylab: this server wants its token, in the header "+TokenHeader)
	}
	if r.Header.Get("Origin") != "" || strings.HasPrefix(r.Header.Get("Sec-Fetch-Site"), "cross") {
		return "", "", text(http.StatusForbidden, "skylab: requests of web pages are refused")
	}
	if host, path, ok := g.worldHost(r.Host, r.URL.EscapedPath()); ok {
		return host, path, nil
	}
	if !g.known(r.Host) {
		return "", "", text(http.StatusMisdirectedRequest, "skylab: this server is not "+printable(r.Host)+"; ask for 127.0.0.1 or localhost")
	}
	return "", "", nil
}

func (g guard) knows(r *http.Request) bool {
	given := r.Header.Get(TokenHeader)
	if _, password, ok := r.BasicAuth(); ok && given == "" {
		given = password
	}
	return subtle.ConstantTimeCompare([]byte(given), []byte(g.token)) == 1
}

// known tells whether a host is a name of this server. With a token, any
// address is.
func (g guard) known(host string) bool {
	name := hostname(host)
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return true
	}
	addr, err := netip.ParseAddr(strings.Trim(name, "[]"))
	return g.token != "" || err == nil && addr.IsLoopback()
}

// worldHost finds the host of the world that a request is for. A client may
// name it as such (curl --resolve, hey -host), under .localhost, which resolves
// to this machine, or at the begin of the path, where neither is possible:
//
//	http://ID.lambda-url.us-east-1.on.aws.localhost:4566/path
//	http://127.0.0.1:4566/@ID.lambda-url.us-east-1.on.aws/path
func (g guard) worldHost(host, path string) (name, rest string, ok bool) {
	if after, at := strings.CutPrefix(path, "/@"); at {
		name, rest, _ = strings.Cut(after, "/")
		name = strings.ToLower(name)
		return name, "/" + rest, g.serves(name)
	}
	name = strings.TrimSuffix(hostname(host), ".localhost")
	return name, path, g.serves(name)
}

func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(host)
}

func printable(s string) string {
	if len(s) > 60 {
		s = s[:60]
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '?'
		}
		return r
	}, s)
}
