package console

import (
	"fmt"
	"net/url"
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
	follow, method  bool // method: one was asked for by name
	hops            int  // redirections followed
	out, format     string
	began           sim.Time
}

// runCurl is `curl`.
func runCurl(p *proc) {
	c := &curl{proc: p, in: &aws.HTTPRequest{Headers: map[string]string{}}, began: p.s.w.Now()}
	status, text := c.parse(p.args[1:])
	switch {
	case text == "":
		c.ask()
	case status == StatusOK: // --help and --version
		p.printf("%s", text)
		p.exit(status)
	default:
		p.fail(status, "%s", text)
	}
}

// ask sends the request and shows what comes back.
func (c *curl) ask() {
	op := c.s.w.Operation("http.Request")
	if op == nil {
		c.unresolved()
		return
	}
	c.call(op, c.in, func(out any, err *aws.Error) {
		response, ok := out.(*aws.HTTPResponse)
		switch {
		case err != nil && failures[err.Code] != 0:
			c.complain(failures[err.Code], "%s", err.Message)
			return
		case err != nil || !ok:
			c.unresolved()
			return
		}
		c.show(response)
	})
}

// failures are curl's exit statuses by the codes of requests that nobody
// answered.
var failures = map[string]int{aws.CouldNotConnect: 7, aws.ConnectionTimedOut: 28, aws.ConnectionReset: 56}

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
				return noOption(a)
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
			if strings.Contains("XHdowA", name) {
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
