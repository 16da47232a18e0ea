package endpoint

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"skylab/engine/wire"
)

// sendPatience is how long a client may take to read an answer.
const sendPatience = 60 * time.Second

// send writes an answer, in one piece (see whole.go).
func send(w http.ResponseWriter, r *http.Request, a *wire.Response) {
	h := w.Header()
	for name, values := range a.Header {
		h[field(name)] = values
	}
	body := a.Body
	bodiless := r.Method == http.MethodHead || a.Status == http.StatusNoContent || a.Status == http.StatusNotModified
	if bodiless {
		body = nil
	} else {
		h.Set("Content-Length", strconv.Itoa(len(body)))
	}
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(sendPatience))
	hold(r, len(body))
	status := a.Status
	if status < 200 || status > 999 {
		status = http.StatusOK // a function may answer nonsense; HTTP cannot say it
	}
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that has left needs no answer
}

// field is a header's name as it is written. An object's own metadata has
// names in lower case on S3, and clients take them as they come.
func field(name string) string {
	if name = http.CanonicalHeaderKey(name); strings.HasPrefix(name, "X-Amz-Meta-") {
		return strings.ToLower(name)
	}
	return name
}
