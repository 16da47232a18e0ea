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
	"skylab/engine/sim"
)

// curl is a request from outside to one of the account's URLs. Options, error
// texts and statuses are those of curl 8; there is no network behind it.
type curl struct {
	*proc
	in              *aws.HTTPRequest
	include, silent bool
	showError, fail bool
	head, get       bool
	out, format     string
	began           sim.Time
}

// runCurl is `curl`.
func runCurl(p *proc) {
	c := &curl{proc: p, in: &aws.HTTPRequest{Headers: map[string]string{}}, began: p.s.w.Now()}
	if status, text := c.parse(p.args[1:]); text != "" {
		p.fail(status, "%s", text)
		return
	}
	op := p.s.w.Operation("http.Request")
	if op == nil {
		c.unresolved()
		return
	}
	p.call(op, c.in, func(out any, err *aws.Error) {
		response, ok := out.(*aws.HTTPResponse)
		if err != nil || !ok {
			c.unresolved()
			return
		}
		c.show(response)
	})
}

// complain prints curl's own error, which -s silences unless -S is there too.
func (c *curl) complain(status int, format string, args ...any) {
	if !c.silent || c.showError {
		fmt.Fprintf(c.err, "curl: (%d) %s\n", status, fmt.Sprintf(format, args...))
	}
	c.exit(status)
}

func (c *curl) unresolved() {
	host := c.in.URL
	if u, err := url.Parse(c.in.URL); err == nil {
		host = u.Hostname()
	}
	c.complain(6, "Could not resolve host: %s", host)
}

const tryHelp = "\ncurl: try 'curl --help' or 'curl --manual' for more information"

// long are the options by their long names; a value begins with "=".
func long(name string) (short string, takes, ok bool) {
	switch name {
	case "--request":
		return "X", true, true
	case "--header":
		return "H", true, true
	case "--data", "--data-ascii":
		return "d", true, true
	case "--data-raw", "--data-binary", "--json", "--url", "--max-time":
		return name, true, true
	case "--output":
		return "o", true, true
	case "--write-out":
		return "w", true, true
	case "--user-agent":
		return "A", true, true
	case "--silent":
		return "s", false, true
	case "--show-error":
		return "S", false, true
	case "--include", "--show-headers":
		return "i", false, true
	case "--head":
		return "I", false, true
	case "--fail":
		return "f", false, true
	case "--location":
		return "L", false, true
	case "--get":
		return "G", false, true
	case "--insecure":
		return "k", false, true
	}
	return "", false, false
}

func (c *curl) parse(args []string) (status int, text string) {
	var urls []string
	for i := 0; i < len(args); i++ {
		a := args[i]
		if !strings.HasPrefix(a, "-") || a == "-" {
			urls = append(urls, a)
			continue
		}
		value := func() (string, bool) {
			i++
			if i >= len(args) {
				return "", false
			}
			return args[i], true
		}
		if strings.HasPrefix(a, "--") {
			short, takes, ok := long(a)
			if !ok {
				return 2, fmt.Sprintf("curl: option %s: is unknown%s", a, tryHelp)
			}
			v := ""
			if takes {
				if v, ok = value(); !ok {
					return 2, fmt.Sprintf("curl: option %s: requires parameter%s", a, tryHelp)
				}
			}
			if short == "--url" {
				urls = append(urls, v)
			} else if s, t := c.option(short, v); t != "" {
				return s, t
			}
			continue
		}
		for letters := a[1:]; letters != ""; {
			name := letters[:1]
			letters = letters[1:]
			v := ""
			if strings.Contains("XHdowAmu", name) {
				if v, letters = letters, ""; v == "" {
					var ok bool
					if v, ok = value(); !ok {
						return 2, fmt.Sprintf("curl: option -%s: requires parameter%s", name, tryHelp)
					}
				}
			}
			if s, t := c.option(name, v); t != "" {
				return s, t
			}
		}
	}
	return c.settle(urls)
}

func (c *curl) option(name, v string) (status int, text string) {
	switch name {
	case "X":
		c.in.Method = v
	case "H":
		key, val, _ := strings.Cut(v, ":")
		c.in.Headers[strings.ToLower(strings.TrimSpace(key))] = strings.TrimSpace(val)
	case "A":
		c.in.Headers["user-agent"] = v
	case "d", "--data-raw", "--data-binary", "--json":
		data := []byte(v)
		if file, is := strings.CutPrefix(v, "@"); is && name != "--data-raw" {
			var err error
			if data, err = c.s.read(file); err != nil {
				return 26, fmt.Sprintf("curl: option -d: error encountered when reading a file\ncurl: (26) Failed to open %s", file)
			}
			if name == "d" {
				data = []byte(strings.NewReplacer("\r", "", "\n", "").Replace(string(data)))
			}
		}
		if c.in.Body != nil && name != "--json" {
			data = append(append(slices.Clone(c.in.Body), '&'), data...)
		}
		c.in.Body = data
		kind := "application/x-www-form-urlencoded"
		if name == "--json" {
			kind = "application/json"
			c.setDefault("accept", kind)
		}
		c.setDefault("content-type", kind)
	case "o":
		c.out = v
	case "w":
		c.format = v
	case "s":
		c.silent = true
	case "S":
		c.showError = true
	case "i":
		c.include = true
	case "I":
		c.head, c.include = true, true
	case "f":
		c.fail = true
	case "G":
		c.get = true
	case "L", "k", "m", "--max-time":
	case "v":
		return 2, "skylab does not simulate -v of curl; -i shows the answer's headers"
	default:
		return 2, fmt.Sprintf("curl: option -%s: is unknown%s", name, tryHelp)
	}
	return 0, ""
}

func (c *curl) setDefault(header, value string) {
	if _, ok := c.in.Headers[header]; !ok {
		c.in.Headers[header] = value
	}
}

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
	c.setDefault("user-agent", "curl/8.7.1")
	c.setDefault("accept", "*/*")
	for _, h := range slices.Sorted(maps.Keys(c.in.Headers)) {
		if c.in.Headers[h] == "" {
			delete(c.in.Headers, h)
		}
	}
	switch {
	case c.in.Method != "":
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
	if c.include {
		c.printf("HTTP/1.1 %d %s\n", r.Status, http.StatusText(r.Status))
		for _, h := range slices.Sorted(maps.Keys(r.Headers)) {
			c.printf("%s: %s\n", h, r.Headers[h])
		}
		c.printf("\n")
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
