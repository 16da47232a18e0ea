package guest

import (
	"fmt"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// static serves the files of a folder: nginx, httpd and python3 -m http.server.
//
// fidelity: guest.static-servers
type static struct {
	s        *System
	p        *process
	port     int
	root     string // folder
	name     string // of the Server header
	index    bool   // whether "/" is index.html
	log      string // access log, or ""
	missing  func(path string) string
	cpu      time.Duration // of a request
	requests map[uint64]*page
	last     uint64
}

// page is a request that is being answered.
type page struct {
	of     *static
	number uint64
	job    uint64
	x      *vpc.Exchange
}

// staticCPU is what nginx or httpd computes for a small file: they serve some
// ten thousand a second and vCPU. An assumption, as is that of Python's server.
const (
	staticCPU = 100 * time.Microsecond
	pythonCPU = 1 * time.Millisecond
)

func (v *static) begin(p *process) {
	v.p, v.requests = p, map[uint64]*page{}
	v.s.after(50*time.Millisecond, func() {
		if p.gone || v.s.listen(p, v.port, v) {
			return
		}
		v.s.log(p, fmt.Sprintf("%s: bind() to 0.0.0.0:%d failed (98: Address already in use)", v.name, v.port))
		v.s.over(p, 1, "")
	})
}

// Serve takes a request in.
func (v *static) Serve(x *vpc.Exchange) {
	v.last++
	r := &page{of: v, number: v.last, x: x}
	v.requests[r.number] = r
	r.job = v.s.compute(v.cpu, r)
}

// computed is when the file can be sent.
func (r *page) computed() {
	v := r.of
	delete(v.requests, r.number)
	name := path(r.x.Request.URL)
	file := v.root + strings.TrimSuffix(name, "/")
	if strings.HasSuffix(name, "/") && v.index {
		file += "/index.html"
	}
	data, err := v.s.disk.read(clean(file))
	status, body, kind := 200, data, contentType(file)
	if err != nil {
		status, body, kind = 404, []byte(v.missing(name)), "text/html"
	}
	if v.log != "" {
		v.s.append(v.log, fmt.Sprintf("%s - - [%s] \"%s %s HTTP/1.1\" %d %d\n", address(r.x), v.s.host.Now().Wall().Format("02/Jan/2006:15:04:05 +0000"), r.x.Request.Method, name, status, len(body)))
	}
	v.s.reply(r.x, &aws.HTTPResponse{Status: status, Headers: map[string]string{"Content-Type": kind, "Server": v.name}, Body: body})
}

func (v *static) end(f vpc.Failure) {
	for _, r := range sim.InOrder(v.requests) {
		v.s.CPU.Remove(v.s.host.Now(), r.job)
		delete(v.s.jobs, r.job)
		r.x.Answer(vpc.Answer{Failure: f})
	}
	v.requests = nil
	v.s.plan()
}

func (v *static) state() any {
	var open []uint64
	for _, r := range sim.InOrder(v.requests) {
		open = append(open, r.number, r.job)
	}
	return struct {
		Name, Root string
		Port       int
		Last       uint64
		Open       []uint64
	}{v.name, v.root, v.port, v.last, open}
}

// address is who asks, as a server's log shows it.
func address(x *vpc.Exchange) string {
	if x.From.Interface != nil {
		return x.From.Interface.Private.String()
	}
	if x.From.Outside.IsValid() {
		return x.From.Outside.String()
	}
	return "127.0.0.1"
}

// maxLog bounds a log file, in bytes, so that load does not fill the host; the
// older half goes then.
const maxLog = 256 << 10

// Append adds to a log file.
func (s *System) Append(name, text string) { s.append(name, text) }

// append adds to a log file; where the disk is full, the line is lost.
func (s *System) append(name, line string) {
	if f := s.disk.files[name]; f != nil && len(f.Data) > maxLog {
		_ = s.WriteFile(name, f.Data[len(f.Data)/2:])
	}
	_ = s.AppendFile(name, []byte(line))
}

func contentType(file string) string {
	for ext, kind := range map[string]string{".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".txt": "text/plain"} {
		if strings.HasSuffix(file, ext) {
			return kind
		}
	}
	return "application/octet-stream"
}

// nginxMissing, apacheMissing and pythonMissing are the servers' own pages for
// what is not there.

func nginxMissing(string) string {
	return "<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>\r\n<center><h1>404 Not Found</h1></center>\r\n<hr><center>nginx/1.28.0</center>\r\n</body>\r\n</html>\r\n"
}

func apacheMissing(string) string {
	return "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html><head>\n<title>404 Not Found</title>\n</head><body>\n<h1>Not Found</h1>\n<p>The requested URL was not found on this server.</p>\n</body></html>\n"
}

func pythonMissing(string) string {
	return "<!DOCTYPE HTML>\n<html lang=\"en\">\n    <head>\n        <title>Error response</title>\n    </head>\n    <body>\n        <h1>Error response</h1>\n        <p>Error code: 404</p>\n        <p>Message: File not found.</p>\n    </body>\n</html>\n"
}
