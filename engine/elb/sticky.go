package elb

import (
	"encoding/base64"
	"fmt"
	"hash/fnv"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/elb/health"
	"skylab/engine/sim"
)

// cookieName is that of the cookie by which a client keeps its target.
const cookieName = "AWSALB"

// mark tells a target from all others in cookies, which AWS encrypts.
func (t *target) mark() uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%s %s %d", t.group.path, t.id, t.port)
	return h.Sum64()
}

// keptTarget is the target that a request's cookie names, where it can still
// be sent requests and the cookie is not stale.
//
// fidelity: elb.stickiness
func (g *group) keptTarget(in *aws.HTTPRequest, p *pool, now sim.Time) *target {
	if g.behaviour.sticky == 0 {
		return nil
	}
	cookies, _ := header(in.Headers, "cookie")
	for c := range strings.SplitSeq(cookies, ";") {
		value, ok := strings.CutPrefix(strings.TrimSpace(c), cookieName+"=")
		if !ok {
			continue
		}
		mark, until, ok := readCookie(value)
		if !ok || until < now {
			continue
		}
		for _, t := range p.targets {
			if t.mark() == mark && (t.health.State == health.Healthy || p.healthy == 0) {
				return t
			}
		}
	}
	return nil
}

func readCookie(value string) (mark uint64, until sim.Time, ok bool) {
	text, err := base64.RawStdEncoding.DecodeString(value)
	m, u, is := strings.Cut(string(text), "-")
	mark, err2 := strconv.ParseUint(m, 16, 64)
	end, err3 := strconv.ParseInt(u, 16, 64)
	return mark, sim.Time(end), is && err == nil && err2 == nil && err3 == nil
}

// withCookie is a response that has its client keep to the target.
func withCookie(r *aws.HTTPResponse, t *target, now sim.Time, d time.Duration) *aws.HTTPResponse {
	until := now.Add(d)
	value := base64.RawStdEncoding.EncodeToString(fmt.Appendf(nil, "%x-%x", t.mark(), int64(until)))
	cookie := cookieName + "=" + value + "; Expires=" + until.Wall().Format(http.TimeFormat) + "; Path=/"
	headers := maps.Clone(r.Headers)
	if headers == nil {
		headers = map[string]string{}
	}
	if own, ok := header(headers, "set-cookie"); ok {
		maps.DeleteFunc(headers, func(k, _ string) bool { return strings.EqualFold(k, "set-cookie") })
		cookie = own + ", " + cookie
	}
	headers["set-cookie"] = cookie
	return &aws.HTTPResponse{Status: r.Status, Headers: headers, Body: r.Body}
}
