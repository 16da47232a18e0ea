package elb

import (
	"cmp"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/vpc"
)

// errorTitles are the words of the load balancer's own error pages.
var errorTitles = map[int]string{400: "400 Bad Request", 502: "502 Bad Gateway", 503: "503 Service Temporarily Unavailable", 504: "504 Gateway Time-out"}

// errorPage is the page of an error, as httpbin.org, which stands behind an
// Application Load Balancer, is quoted with it.
//
// fidelity: elb.error-pages
func (s *Service) errorPage(status int) *aws.HTTPResponse {
	title := errorTitles[status]
	body := "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title + "</h1></center>\r\n</body>\r\n</html>\r\n"
	r := &aws.HTTPResponse{Status: status, Headers: map[string]string{"content-type": "text/html"}, Body: []byte(body)}
	s.stamp(r)
	return r
}

// stamp gives an answer of the load balancer's own the headers that all have.
func (s *Service) stamp(r *aws.HTTPResponse) {
	r.Headers["server"] = "awselb/2.0"
	r.Headers["date"] = s.k.Now().Wall().Format(http.TimeFormat)
	r.Headers["content-length"] = strconv.Itoa(len(r.Body))
	r.Headers["connection"] = "keep-alive"
}

// fixed is the answer of a fixed-response action.
func fixed(c *FixedResponseConfig) *aws.HTTPResponse {
	status, _ := strconv.Atoi(c.StatusCode) // its pattern was looked at
	return &aws.HTTPResponse{Status: status, Headers: map[string]string{"content-type": cmp.Or(c.ContentType, "text/plain; charset=utf-8")}, Body: []byte(c.MessageBody)}
}

// redirect is the answer of a redirect action.
//
// fidelity: elb.actions
func redirect(c *RedirectConfig, l *listener, u *url.URL) *aws.HTTPResponse {
	port := strconv.Itoa(l.port)
	fill := strings.NewReplacer("#{protocol}", l.protocol, "#{host}", u.Hostname(), "#{port}", port,
		"#{path}", strings.TrimPrefix(pathOfURL(u), "/"), "#{query}", u.RawQuery).Replace
	to := strings.ToLower(fill(c.Protocol)) + "://" + fill(c.Host) + ":" + fill(c.Port) + fill(c.Path)
	if q := fill(*c.Query); q != "" {
		to += "?" + q
	}
	status, _ := strconv.Atoi(strings.TrimPrefix(c.StatusCode, "HTTP_")) // it is one of two
	title := strconv.Itoa(status) + " " + map[int]string{301: "Moved Permanently", 302: "Found"}[status]
	body := "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title + "</h1></center>\r\n</body>\r\n</html>\r\n"
	return &aws.HTTPResponse{Status: status, Headers: map[string]string{"content-type": "text/html", "location": to}, Body: []byte(body)}
}

// header is the value of a header, whatever the case of its name.
func header(headers map[string]string, name string) (string, bool) {
	if v, ok := headers[name]; ok {
		return v, true
	}
	for k, v := range headers {
		if strings.EqualFold(k, name) {
			return v, true
		}
	}
	return "", false
}

// outgoing is a request as targets get it.
func (e *entrance) outgoing(x *vpc.Exchange) *aws.HTTPRequest {
	p := &e.passed
	if from, added := source(x), e.node.of.forwarded; p.in != x.Request || p.from != from || p.added != added {
		*p = passed{x.Request, from, added, e.forwarded(x.Request, from.String(), added)}
	}
	return p.out
}

// forwarded is a request with the headers that tell whom it came from, and by
// which port.
//
// fidelity: elb.forwarded-headers
func (e *entrance) forwarded(in *aws.HTTPRequest, client, added string) *aws.HTTPRequest {
	headers := make(map[string]string, len(in.Headers)+3)
	maps.Copy(headers, in.Headers)
	if added != "preserve" {
		before, _ := header(in.Headers, "x-forwarded-for")
		maps.DeleteFunc(headers, func(k, _ string) bool { return strings.EqualFold(k, "x-forwarded-for") })
		if before != "" {
			client = before + ", " + client
		}
	}
	if added == "append" {
		headers["x-forwarded-for"] = client
	}
	headers["x-forwarded-proto"], headers["x-forwarded-port"] = strings.ToLower(e.listener.protocol), strconv.Itoa(e.listener.port)
	return &aws.HTTPRequest{Method: in.Method, URL: in.URL, Headers: headers, Body: in.Body, SourceIP: e.node.address}
}
