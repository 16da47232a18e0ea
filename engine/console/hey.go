package console

import (
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"skylab/engine"
	"skylab/engine/aws"
	"skylab/engine/traffic"
)

// hey is the load generator of github.com/rakyll/hey, as of 0.1.5: its
// options, its workers and its report, on virtual time.
type hey struct {
	*proc
	n, c, t, cpus                int
	q                            float64
	z                            time.Duration
	m, d, dFile, accept, content string
	auth, host, agent, x, o, h   string
	headers                      heyHeaders
	ignored                      bool // options about connections, which are not simulated

	name, url string
}

// heyUsage is hey's own.
const heyUsage = `Usage: hey [options...] <url>

Options:
  -n  Number of requests to run. Default is 200.
  -c  Number of workers to run concurrently. Total number of requests cannot
      be smaller than the concurrency level. Default is 50.
  -q  Rate limit, in queries per second (QPS) per worker. Default is no rate limit.
  -z  Duration of application to send requests. When duration is reached,
      application stops and exits. If duration is specified, n is ignored.
      Examples: -z 10s -z 3m.
  -o  Output type. If none provided, a summary is printed.
      "csv" is the only supported alternative. Dumps the response
      metrics in comma-separated values format.

  -m  HTTP method, one of GET, POST, PUT, DELETE, HEAD, OPTIONS.
  -H  Custom HTTP header. You can specify as many as needed by repeating the flag.
      For example, -H "Accept: text/html" -H "Content-Type: application/xml" .
  -t  Timeout for each request in seconds. Default is 20, use 0 for infinite.
  -A  HTTP Accept header.
  -d  HTTP request body.
  -D  HTTP request body from file. For example, /home/user/file.txt or ./file.txt.
  -T  Content-type, defaults to "text/html".
  -U  User-Agent, defaults to version "hey/0.0.1".
  -a  Basic authentication, username:password.
  -x  HTTP Proxy address as host:port.
  -h2 Enable HTTP/2.

  -host	HTTP Host header.

  -disable-compression  Disable compression.
  -disable-keepalive    Disable keep-alive, prevents re-use of TCP
                        connections between different HTTP requests.
  -disable-redirects    Disable following of HTTP redirects
  -cpus                 Number of used cpu cores.
                        (skylab: without effect, load costs no processor here)
`

// heyHeaders collects the values of -H.
type heyHeaders []string

// String is for the flag package.
func (h *heyHeaders) String() string { return fmt.Sprint([]string(*h)) }

// Set adds a header.
func (h *heyHeaders) Set(value string) error {
	*h = append(*h, value)
	return nil
}

// runHey is `hey`.
func runHey(p *proc) {
	h := &hey{proc: p}
	flags := h.flags()
	if err := flags.Parse(p.args[1:]); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			p.exit(0)
			return
		}
		p.exit(2)
		return
	}
	in, problem := h.input(flags.Args())
	if in == nil {
		h.usage(problem)
		return
	}
	if h.dFile != "" {
		data, err := p.s.read(h.dFile)
		if err != nil {
			p.fail(1, "open %s: %s", h.dFile, strings.ToLower(why(err)))
			return
		}
		in.Body = data
	}
	if ignored := flags.Args()[1:]; len(ignored) > 0 {
		fmt.Fprintf(p.err, "skylab: hey reads no options after the URL: %s\n", strings.Join(ignored, " "))
	}
	if h.cpus != 0 {
		fmt.Fprintf(p.err, "skylab: -cpus has no effect: load costs no processor here\n")
	}
	h.send(in)
}

// flags are hey's options, read by the package that hey reads them with.
func (h *hey) flags() *flag.FlagSet {
	f := flag.NewFlagSet("hey", flag.ContinueOnError)
	f.SetOutput(h.err)
	f.Usage = func() { fmt.Fprint(h.err, heyUsage) }
	f.IntVar(&h.n, "n", 200, "")
	f.IntVar(&h.c, "c", 50, "")
	f.Float64Var(&h.q, "q", 0, "")
	f.IntVar(&h.t, "t", 20, "")
	f.DurationVar(&h.z, "z", 0, "")
	f.IntVar(&h.cpus, "cpus", 0, "")
	for name, to := range map[string]*string{"d": &h.d, "D": &h.dFile, "A": &h.accept, "a": &h.auth, "host": &h.host, "U": &h.agent,
		"x": &h.x, "o": &h.o, "h": &h.h} {
		f.StringVar(to, name, "", "")
	}
	f.StringVar(&h.m, "m", "GET", "")
	f.StringVar(&h.content, "T", "text/html", "")
	f.Var(&h.headers, "H", "")
	for _, name := range []string{"h2", "disable-compression", "disable-keepalive", "disable-redirects"} {
		f.BoolVar(&h.ignored, name, false, "")
	}
	return f
}

// usage is hey's usageAndExit.
func (h *hey) usage(problem string) {
	if problem != "" {
		fmt.Fprintf(h.err, "%s\n\n", problem)
	}
	fmt.Fprintf(h.err, "%s\n", heyUsage)
	h.exit(1)
}

// input is the run that the options ask for; nil with what is wrong.
func (h *hey) input(args []string) (*traffic.StartInput, string) {
	switch {
	case len(args) < 1:
		return nil, ""
	case h.z > 0 && h.c <= 0:
		return nil, "-c cannot be smaller than 1."
	case h.z <= 0 && (h.n <= 0 || h.c <= 0):
		return nil, "-n and -c cannot be smaller than 1."
	case h.z <= 0 && h.n < h.c:
		return nil, "-n cannot be less than -c."
	case h.h != "":
		return nil, "Flag '-h' is deprecated, please use '-H' instead."
	case h.x != "" || h.host != "":
		return nil, "skylab does not simulate -x and -host."
	case h.o != "" && h.o != "csv":
		return nil, `skylab prints a summary or, with -o csv, comma-separated values.`
	case !(h.q >= 0 && h.q <= 1e6) || h.t < 0 || h.t > 1e6 || h.c > 100_000 || h.n > math.MaxInt32:
		return nil, "skylab takes at most 100000 workers, 1000000 queries per second of each, and no negative numbers."
	}
	h.url, h.m = args[0], strings.ToUpper(h.m)
	request, err := http.NewRequest(h.m, h.url, nil) // for its errors
	if err != nil {
		return nil, err.Error()
	}
	h.m = request.Method
	in := &traffic.StartInput{Workers: h.c, RateLimit: h.q, Requests: int64(h.n), TimeoutMs: int64(h.t) * 1000,
		URL: h.url, Method: h.m, Wait: true}
	if h.z > 0 {
		in.Requests, in.DurationMs = 0, max(1, h.z.Milliseconds())
	}
	if problem := h.fill(in); problem != "" {
		return nil, problem
	}
	return in, ""
}

// fill sets headers and body.
func (h *hey) fill(in *traffic.StartInput) (problem string) {
	in.Headers = map[string]string{"content-type": h.content, "accept-encoding": "gzip"}
	for _, text := range h.headers {
		m := regexp.MustCompile(`^([\w-]+):\s*(.+)`).FindStringSubmatch(text)
		if m == nil {
			return "could not parse the provided input; input = " + text
		}
		in.Headers[strings.ToLower(m[1])] = m[2]
	}
	if h.accept != "" {
		in.Headers["accept"] = h.accept
	}
	if h.auth != "" {
		m := regexp.MustCompile(`^(.+):([^\s].+)`).FindStringSubmatch(h.auth)
		if m == nil {
			return "could not parse the provided input; input = " + h.auth
		}
		in.Headers["authorization"] = "Basic " + base64.StdEncoding.EncodeToString([]byte(m[1]+":"+m[2]))
	}
	agent := in.Headers["user-agent"]
	if h.agent != "" {
		agent = h.agent
	}
	in.Headers["user-agent"] = strings.TrimSpace(agent + " hey/0.0.1")
	in.Body = []byte(h.d)
	return ""
}

// send starts the run and waits for its end; ctrl+c stops it and reports on
// what was answered until then.
func (h *hey) send(in *traffic.StartInput) {
	h.name = h.s.freeTraffic("hey")
	in.Name = h.name
	h.interrupted = func() {
		h.s.w.Do(engine.Call{Operation: "traffic.Stop", In: &traffic.StopInput{Name: h.name}, By: "console"})
		h.report()
	}
	h.call(h.s.w.Operation("traffic.Start"), in, func(_ any, err *aws.Error) {
		if err != nil {
			h.fail(1, "%s", err.Message)
			return
		}
		h.report()
		h.exit(0)
	})
}

// freeTraffic is the name, or the name with a number, that no run under way
// has.
func (s *Session) freeTraffic(name string) string {
	taken := map[string]bool{}
	for _, r := range s.w.Traffic.Runs() {
		taken[r.Name] = r.State != traffic.Over
	}
	free := name
	for i := 2; taken[free]; i++ {
		free = fmt.Sprintf("%s-%d", name, i)
	}
	return free
}

// report prints the results.
func (h *hey) report() {
	for _, r := range h.s.w.Traffic.Runs() {
		if r.Name == h.name {
			io.WriteString(h.out, newHeyReport(r, h.failure).print(h.o)) //nolint:errcheck // a run's output takes all
		}
	}
}

// failure is a request's failure in the words of Go's HTTP client.
func (h *hey) failure(reason string) string {
	op := fmt.Sprintf("%s%s %q: ", h.m[:1], strings.ToLower(h.m[1:]), h.url)
	if host, is := strings.CutPrefix(reason, "Could not resolve host: "); is {
		return op + "dial tcp: lookup " + host + ": no such host"
	}
	if reason == traffic.TimedOut {
		return op + "context deadline exceeded (Client.Timeout exceeded while awaiting headers)"
	}
	if u, err := url.Parse(h.url); err == nil && u.Scheme != "http" && u.Scheme != "https" {
		return op + fmt.Sprintf("unsupported protocol scheme %q", u.Scheme)
	}
	return op + reason
}
