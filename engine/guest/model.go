package guest

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/machine"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// Model is a server as distributions instead of code.
//
// fidelity: guest.modelled-server
type Model struct {
	// CPU is what a request computes, in time of one full vCPU; Wait is time that
	// no CPU shortens, as for a database's answer.
	CPU, Wait sim.Dist
	// Workers serve one request each at a time, first come first served; 0 is
	// that all requests are served at once and share the CPU. Backlog is how many
	// more may wait for a worker; others are refused.
	Workers, Backlog int
	// Memory is what the server holds, Request what each request holds while it
	// is served, and Leak what it never gives back; in bytes.
	Memory, Request, Leak int64
	// Errors is the share of requests that are answered with 500, 0 ≤ Errors ≤ 1.
	Errors float64
	// Start is how long it takes until the server listens.
	Start time.Duration
	// Body is the answer's.
	Body string
	// Health is a path that is answered at once, without computing; "" is none.
	Health string
}

// defaultModel is the server where nothing else is said: it answers at once.
// Backlog is the kernel's default, net.core.somaxconn (Linux 5.4 and later).
func defaultModel() Model {
	return Model{Backlog: 4096, Memory: 50 << 20, Start: 200 * time.Millisecond, Body: "ok\n"}
}

// ParseModel reads words such as cpu=exp:20ms wait=5ms workers=4 memory=90MB
// leak=100KB errors=1%.
func ParseModel(words []string) (Model, error) {
	m := defaultModel()
	for _, w := range words {
		key, value, ok := strings.Cut(w, "=")
		if !ok {
			return m, fmt.Errorf("%q has not the form key=value", w)
		}
		if err := m.set(key, value); err != nil {
			return m, fmt.Errorf("%s: %v", w, err)
		}
	}
	return m, nil
}

func (m *Model) set(key, value string) (err error) {
	switch key {
	case "cpu":
		m.CPU, err = sim.ParseDist(value)
	case "wait":
		m.Wait, err = sim.ParseDist(value)
	case "workers":
		m.Workers, err = count(value, 10_000)
	case "backlog":
		m.Backlog, err = count(value, 1_000_000)
	case "memory":
		m.Memory, err = size(value)
	case "request":
		m.Request, err = size(value)
	case "leak":
		m.Leak, err = size(value)
	case "start":
		if m.Start, err = time.ParseDuration(value); err == nil && m.Start < 0 {
			err = fmt.Errorf("it is less than nothing")
		}
	case "errors":
		percent, is := strings.CutSuffix(value, "%")
		m.Errors, err = strconv.ParseFloat(percent, 64)
		if is {
			m.Errors /= 100
		}
		if err != nil || !(m.Errors >= 0 && m.Errors <= 1) {
			err = fmt.Errorf("errors is a share such as 1%%")
		}
	case "body":
		m.Body = value + "\n"
	case "health":
		if m.Health = value; !strings.HasPrefix(value, "/") {
			err = fmt.Errorf("health is a path such as /health")
		}
	default:
		err = fmt.Errorf("the parts of a model are cpu, wait, workers, backlog, memory, request, leak, errors, start, body and health")
	}
	return err
}

func count(text string, most int) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > most {
		return 0, fmt.Errorf("%q is no number from 0 to %d", text, most)
	}
	return n, nil
}

// size reads "90MB", "512KB" or "2GB", in powers of 1024.
func size(text string) (int64, error) {
	units := []struct {
		name  string
		bytes float64
	}{{"KB", 1 << 10}, {"MB", 1 << 20}, {"GB", 1 << 30}, {"K", 1 << 10}, {"M", 1 << 20}, {"G", 1 << 30}, {"B", 1}, {"", 1}}
	for _, u := range units {
		if number, is := strings.CutSuffix(text, u.name); is {
			n, err := strconv.ParseFloat(number, 64)
			if err != nil || !(n >= 0 && n*u.bytes < 1<<44) {
				break
			}
			return int64(n * u.bytes), nil
		}
	}
	return 0, fmt.Errorf("%q is no size such as 90MB", text)
}

// modelled is a process that runs a model.
type modelled struct {
	s     *System
	m     Model
	port  int
	p     *process
	app   *machine.Application
	ready bool
	open  map[uint64]*request // served and waiting
	last  uint64
}

// request is one that the server has taken in.
type request struct {
	of     *modelled
	number uint64
	x      *vpc.Exchange
	job    uint64 // on the CPU, or 0
	fails  bool
}

func (v *modelled) begin(p *process) {
	v.p, v.open, v.app = p, map[uint64]*request{}, v.s.Rules.application(v.m.Workers, v.m.Backlog)
	v.s.after(v.m.Start, func() {
		if p.gone {
			return
		}
		if !v.s.listen(p, v.port, v) {
			v.s.log(p, fmt.Sprintf("cannot listen on port %d: Address already in use", v.port))
			v.s.over(p, 98, "")
			return
		}
		v.ready = true
	})
}

// Serve takes a request in.
func (v *modelled) Serve(x *vpc.Exchange) {
	if v.m.Health != "" && path(x.Request.URL) == v.m.Health {
		v.s.respond(x, 200, v.m.Body)
		return
	}
	v.last++
	r := &request{of: v, number: v.last, x: x}
	switch v.app.Arrive(v.s.host.Now(), r.number) {
	case machine.Started:
		v.open[r.number] = r
		v.serve(r)
	case machine.Queued:
		v.open[r.number] = r
	case machine.Refused:
		x.Answer(vpc.Answer{Failure: vpc.Refused})
	}
}

// serve has a worker take a request.
func (v *modelled) serve(r *request) {
	if v.m.Request+v.m.Leak > 0 && !v.s.grow(v.p, v.m.Request+v.m.Leak) {
		return
	}
	random := v.s.host.Random()
	r.fails = v.m.Errors > 0 && random.Float64() < v.m.Errors
	if work := v.m.CPU.Sample(random); work > 0 {
		r.job = v.s.compute(work, r)
		return
	}
	r.computed()
}

// computed is when its CPU time is over: what is left is waiting.
func (r *request) computed() {
	r.job = 0
	if wait := r.of.m.Wait.Sample(r.of.s.host.Random()); wait > 0 {
		r.of.s.after(wait, r.done)
		return
	}
	r.done()
}

// done is its end, by which the next one gets its worker.
func (r *request) done() {
	v := r.of
	if v.p.gone {
		return
	}
	delete(v.open, r.number)
	if v.m.Request > 0 {
		v.s.grow(v.p, -v.m.Request)
	}
	switch {
	case v.s.disk.Free() <= 0:
		v.s.respond(r.x, 500, "No space left on device\n")
	case r.fails:
		v.s.respond(r.x, 500, "Internal Server Error\n")
	default:
		v.s.respond(r.x, 200, v.m.Body)
	}
	if v.p.gone {
		return // the answer has brought that about
	}
	if next, ok := v.app.Done(v.s.host.Now()); ok {
		v.serve(v.open[next.Request])
	}
}

func (v *modelled) end(f vpc.Failure) {
	for _, r := range sim.InOrder(v.open) {
		if r.job != 0 {
			v.s.CPU.Remove(v.s.host.Now(), r.job)
			delete(v.s.jobs, r.job)
		}
		r.x.Answer(vpc.Answer{Failure: f})
	}
	v.open = nil
	v.app.End()
	v.s.plan()
}

func (v *modelled) state() any {
	type at struct{ Number, Job uint64 }
	var open []at
	for _, r := range sim.InOrder(v.open) {
		open = append(open, at{r.number, r.job})
	}
	return struct {
		Model       Model
		Port        int
		Ready       bool
		Application machine.ApplicationState
		Open        []at
		Last        uint64
	}{v.m, v.port, v.ready, v.app.State(), open, v.last}
}

// respond answers an exchange, and counts its bytes.
func (s *System) respond(x *vpc.Exchange, status int, body string) {
	s.reply(x, &aws.HTTPResponse{Status: status, Headers: map[string]string{"Content-Type": "text/plain"}, Body: []byte(body)})
}

// reply answers an exchange, and counts its bytes.
func (s *System) reply(x *vpc.Exchange, r *aws.HTTPResponse) {
	s.Received += headerBytes + int64(len(x.Request.Body))
	s.Sent += headerBytes + int64(len(r.Body))
	x.Answer(vpc.Answer{Response: r})
}

// headerBytes is what the head of a request or a response takes, about; an
// assumption.
const headerBytes = 200

// path is the path of a URL, without its query.
func path(url string) string {
	if _, rest, is := strings.Cut(url, "://"); is {
		_, rest, _ = strings.Cut(rest, "/")
		url = "/" + rest
	}
	url, _, _ = strings.Cut(url, "?")
	return url
}
