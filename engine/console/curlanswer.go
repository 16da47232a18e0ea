package console

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"skylab/engine/aws"
)

// settle fixes the URL, the method and the headers that curl sends by itself.
func (c *curl) settle(urls []string) (status int, text string) {
	if len(urls) == 0 {
		return 2, "curl: (2) no URL specified" + tryHelp
	}
	if len(urls) > 1 {
		return 2, "skylab's curl takes one URL at a time"
	}
	raw := urls[0]
	if !strings.Contains(raw, "://") {
		raw = "http://" + raw
	}
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return 3, "curl: (3) URL using bad/illegal format or missing URL"
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return 1, fmt.Sprintf("curl: (1) Protocol \"%s\" not supported", u.Scheme)
	}
	if c.get && c.in.Body != nil {
		if u.RawQuery != "" {
			u.RawQuery += "&"
		}
		u.RawQuery += string(c.in.Body)
		c.in.Body = nil
		delete(c.in.Headers, "content-type")
	}
	c.in.URL = u.String()
	c.setDefault("user-agent", "curl/"+curlVersion)
	c.setDefault("accept", "*/*")
	for _, h := range slices.Sorted(maps.Keys(c.in.Headers)) {
		if c.in.Headers[h] == "" {
			delete(c.in.Headers, h)
		}
	}
	c.method = c.in.Method != ""
	switch {
	case c.method:
	case c.head:
		c.in.Method = "HEAD"
	case c.in.Body != nil:
		c.in.Method = "POST"
	default:
		c.in.Method = "GET"
	}
	c.in.SourceIP = "203.0.113.10"
	return 0, ""
}

// show prints an answer. Header lines end in a bare line feed here, so that
// transcripts stay readable.
func (c *curl) show(r *aws.HTTPResponse) {
	if c.fail && r.Status >= 400 {
		c.complain(22, "The requested URL returned error: %d", r.Status)
		return
	}
	next, redirected := c.redirect(r)
	if c.include {
		c.printf("HTTP/1.1 %d %s\n", r.Status, http.StatusText(r.Status))
		for _, h := range slices.Sorted(maps.Keys(r.Headers)) {
			c.printf("%s: %s\n", h, r.Headers[h])
		}
		c.printf("\n")
	}
	if redirected {
		c.goOn(next, r.Status)
		return
	}
	status := 0
	switch {
	case c.head:
	case c.out != "":
		c.picture(c.out, r.Body)
		if c.out == "/dev/null" {
			break
		}
		if err := c.s.files.WriteFile(c.out, r.Body); err != nil {
			fmt.Fprintf(c.err, "curl: (23) client returned ERROR on write: %s: %s\n", c.out, why(err))
			status = 23
		}
	case pictureKind(r.Body) != "":
		c.picture(c.in.URL, r.Body)
	default:
		c.printf("%s", r.Body)
	}
	c.printf("%s", c.written(r))
	c.exit(status)
}

// maxRedirects is curl's own bound.
const maxRedirects = 50

// redirect is where -L goes on from an answer.
func (c *curl) redirect(r *aws.HTTPResponse) (to *url.URL, is bool) {
	where := r.Headers["location"]
	if !c.follow || r.Status < 300 || r.Status >= 400 || where == "" {
		return nil, false
	}
	from, err := url.Parse(c.in.URL)
	if err != nil {
		return nil, false
	}
	to, err = from.Parse(where)
	return to, err == nil
}

// goOn asks at another place. As curl does, a POST becomes a GET where the
// answer was 301, 302 or 303 and no method was asked for by name. The request
// is a fresh one: the world keeps the one before.
func (c *curl) goOn(to *url.URL, status int) {
	if c.hops++; c.hops > maxRedirects {
		c.complain(47, "Maximum (%d) redirects followed", maxRedirects)
		return
	}
	in := *c.in
	in.URL, in.Headers = to.String(), maps.Clone(c.in.Headers)
	if status <= 303 && in.Method == "POST" && !c.method {
		in.Method, in.Body = "GET", nil
		delete(in.Headers, "content-type")
	}
	c.in = &in
	c.ask()
}

// written is the text of -w.
func (c *curl) written(r *aws.HTTPResponse) string {
	values := map[string]string{
		"http_code": strconv.Itoa(r.Status), "response_code": strconv.Itoa(r.Status), "size_download": strconv.Itoa(len(r.Body)),
		"content_type": r.Headers["content-type"], "url_effective": c.in.URL, "url": c.in.URL, "method": c.in.Method,
		"time_total": fmt.Sprintf("%.6f", c.s.w.Now().Sub(c.began).Seconds()),
	}
	var b strings.Builder
	for text := c.format; text != ""; {
		switch {
		case strings.HasPrefix(text, "%{"):
			name, rest, ok := strings.Cut(text[2:], "}")
			if !ok {
				return b.String() + text
			}
			if _, known := values[name]; !known {
				fmt.Fprintf(c.err, "curl: unknown --write-out variable: '%s'\n", name)
			}
			b.WriteString(values[name])
			text = rest
		case strings.HasPrefix(text, `\n`), strings.HasPrefix(text, `\t`), strings.HasPrefix(text, `\r`):
			b.WriteByte(map[byte]byte{'n': '\n', 't': '\t', 'r': '\r'}[text[1]])
			text = text[2:]
		default:
			b.WriteByte(text[0])
			text = text[1:]
		}
	}
	return b.String()
}
