package console

import (
	"fmt"
	"net/url"
	"slices"
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
