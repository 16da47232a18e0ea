package guest

import (
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/guest/shell"
	"skylab/engine/vpc"
)

// metadataHost is where an instance asks for its metadata.
const metadataHost = "169.254.169.254"

// request sends a plain request; done is told what came of it, unless the
// system is down then.
func (s *System) request(in *aws.HTTPRequest, done func(*aws.HTTPResponse, *aws.Error)) {
	s.lastSent++
	number := s.lastSent
	s.requests[number] = true
	s.send(in, func(r *aws.HTTPResponse, err *aws.Error) {
		s.arrives("answer", number, func() {
			delete(s.requests, number)
			done(r, err)
		})
	})
}

// send sends a plain request: to the machine itself, to its metadata, or out.
func (s *System) send(in *aws.HTTPRequest, done func(*aws.HTTPResponse, *aws.Error)) {
	u, err := url.Parse(in.URL)
	if err != nil || u.Host == "" {
		done(nil, aws.Errorf(400, "MalformedURL", "URL rejected: %s", in.URL))
		return
	}
	switch host := u.Hostname(); host {
	case metadataHost:
		if r := s.host.Metadata(in); r != nil {
			done(r, nil)
			return
		}
		done(nil, aws.Errorf(400, aws.ConnectionRefused, "Failed to connect to %s port 80 after 0 ms: Couldn't connect to server", host))
	case "localhost", "127.0.0.1", "0.0.0.0", "::1", s.Hostname, s.Hostname + ".ec2.internal", s.Address:
		s.loop(in, u, done)
	default:
		s.host.Request(in, done)
	}
}

// loop sends a request to a port of the machine itself, which no group guards.
func (s *System) loop(in *aws.HTTPRequest, u *url.URL, done func(*aws.HTTPResponse, *aws.Error)) {
	port := vpc.PortOf(u)
	p := s.ports[port]
	if p == nil {
		done(nil, aws.Errorf(400, aws.ConnectionRefused, "Failed to connect to %s port %d after 0 ms: Couldn't connect to server", u.Hostname(), port))
		return
	}
	vpc.Local(s.listeners[port], vpc.End{Outside: netip.AddrFrom4([4]byte{127, 0, 0, 1})}, port, in, func(a vpc.Answer) {
		if a.Response == nil {
			done(nil, aws.Errorf(400, aws.ConnectionReset, "Recv failure: Connection reset by peer"))
			return
		}
		done(a.Response, nil)
	})
}

// curl sends a request, with the commonest of curl's options; wget too, which
// prints to a file.
func curl(s *System, c *shell.Command, done func(int)) {
	q := &fetch{c: c, in: &aws.HTTPRequest{Method: "GET", Headers: map[string]string{}}}
	if err := q.parse(); err != nil {
		fmt.Fprintf(c.Err, "%s: %v\n", base(c.Args[0]), err)
		done(2)
		return
	}
	over := false
	finish := func(code int) {
		if !over {
			over = true
			done(code)
		}
	}
	if q.patience > 0 {
		s.after(q.patience, func() {
			if !over {
				q.complain(28, fmt.Sprintf("Operation timed out after %d milliseconds with 0 bytes received", q.patience.Milliseconds()))
				finish(28)
			}
		})
	}
	s.request(q.in, func(r *aws.HTTPResponse, err *aws.Error) {
		if over {
			return
		}
		if err != nil {
			code := aws.CurlStatus(err.Code)
			q.complain(code, err.Message)
			finish(code)
			return
		}
		finish(q.show(s, r))
	})
}

// fetch is a curl under way.
type fetch struct {
	c                           *shell.Command
	in                          *aws.HTTPRequest
	silent, loud, include, fail bool
	out, format                 string
	patience                    time.Duration
	method                      bool
}

func (q *fetch) complain(code int, text string) {
	if !q.silent || q.loud {
		fmt.Fprintf(q.c.Err, "curl: (%d) %s\n", code, text)
	}
}

// parse reads the command's words.
func (q *fetch) parse() error {
	names := map[string]string{"--request": "X", "--header": "H", "--data": "d", "--data-raw": "d", "--output": "o", "--write-out": "w", "--max-time": "m", "--connect-timeout": "T",
		"--silent": "s", "--show-error": "S", "--fail": "f", "--include": "i", "--location": "L", "--head": "I", "--retry": "r"}
	for i := 1; i < len(q.c.Args); i++ {
		a := q.c.Args[i]
		letters := ""
		switch {
		case names[a] != "":
			letters = names[a]
		case strings.HasPrefix(a, "--"):
			return fmt.Errorf("option %s: skylab's curl on an instance does not know it", a)
		case strings.HasPrefix(a, "-") && len(a) > 1:
			letters = a[1:]
		default:
			q.in.URL = a
			continue
		}
		for at, letter := range letters {
			value := letters[at+1:]
			takes := strings.ContainsRune("XHdowmrT", letter)
			if takes && value == "" {
				if i++; i >= len(q.c.Args) {
					return fmt.Errorf("option -%c: requires parameter", letter)
				}
				value = q.c.Args[i]
			}
			if err := q.option(letter, value); err != nil {
				return err
			}
			if takes {
				break
			}
		}
	}
	if q.in.URL == "" {
		return fmt.Errorf("no URL specified")
	}
	if !strings.Contains(q.in.URL, "://") {
		q.in.URL = "http://" + q.in.URL
	}
	return nil
}

func (q *fetch) option(letter rune, value string) error {
	switch letter {
	case 'X':
		q.in.Method, q.method = value, true
	case 'H':
		k, v, _ := strings.Cut(value, ":")
		q.in.Headers[strings.TrimSpace(k)] = strings.TrimSpace(v)
	case 'd':
		q.in.Body = []byte(value)
		if !q.method {
			q.in.Method = "POST"
		}
	case 'I':
		q.in.Method, q.include = "HEAD", true
	case 'o':
		q.out = value
	case 'w':
		q.format = value
	case 'm', 'T': // T stands for --connect-timeout, whose letter curl has for something else
		seconds, err := strconv.ParseFloat(value, 64)
		if err != nil || !(seconds > 0 && seconds < 1e6) {
			return fmt.Errorf("option -m: expected a proper numerical parameter")
		}
		limit := time.Duration(seconds * float64(time.Second))
		if letter == 'T' {
			q.in.ConnectTimeoutMs = max(1, limit.Milliseconds())
		} else {
			q.patience = limit
		}
	case 's', 'q':
		q.silent = true
	case 'S':
		q.loud = true
	case 'f':
		q.fail = true
	case 'i':
		q.include = true
	case 'L', 'k', 'r':
	default:
		return fmt.Errorf("option -%c: skylab's curl on an instance does not know it", letter)
	}
	return nil
}

// show prints a response; its status is curl's.
func (q *fetch) show(s *System, r *aws.HTTPResponse) int {
	if q.fail && r.Status >= 400 {
		q.complain(22, fmt.Sprintf("The requested URL returned error: %d", r.Status))
		return 22
	}
	var b strings.Builder
	if q.include {
		fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", r.Status, http.StatusText(r.Status))
		for _, k := range inOrderKeys(r.Headers) {
			fmt.Fprintf(&b, "%s: %s\r\n", k, r.Headers[k])
		}
		b.WriteString("\r\n")
	}
	if q.in.Method != "HEAD" {
		b.Write(r.Body)
	}
	switch q.out {
	case "":
		q.c.Printf("%s", b.String())
	case "/dev/null":
	default:
		if err := s.WriteFile(q.c.Shell.Path(q.out), []byte(b.String())); err != nil {
			q.complain(23, err.Error())
			return 23
		}
	}
	q.c.Printf("%s", strings.NewReplacer("%{http_code}", strconv.Itoa(r.Status), "%{response_code}", strconv.Itoa(r.Status), "%{size_download}", strconv.Itoa(len(r.Body))).Replace(unescape(q.format)))
	return 0
}

// awsCommand is the AWS CLI as far as servers need it to set themselves up:
// aws s3 cp between the disk and S3, in the instance's role.
func awsCommand(s *System, c *shell.Command, done func(int)) {
	_, words := flags(c, "")
	words = slices.DeleteFunc(words, func(w string) bool { return w == "us-east-1" })
	if len(words) != 4 || words[0] != "s3" || words[1] != "cp" {
		fmt.Fprintf(c.Err, "skylab's instances run aws s3 cp FROM TO; other commands of the AWS CLI are for the console\n")
		done(252)
		return
	}
	s.copyS3(c, words[2], words[3], done)
}
