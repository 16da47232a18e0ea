package s3

import (
	"strings"
	"time"

	"skylab/engine/aws"
)

// condition is what a reader asks of an object before it wants the bytes; the
// times are zero when not given.
type condition struct {
	match, noneMatch     string
	modified, unmodified time.Time // If-Modified-Since, If-Unmodified-Since
}

// checkCopy is check for the source of a copy: there it is a precondition that
// the writer does not have the bytes yet.
func (c condition) checkCopy(o *Object) error {
	err := c.check(o)
	if e, ok := err.(*aws.Error); ok && e.HTTPStatus == 304 {
		return unmet("If-None-Match")
	}
	return err
}

// check reports why the object is not sent: a precondition failed, or the
// reader has these bytes already. Where an ETag is asked for, the time beside
// it does not matter.
//
// fidelity: s3.conditional-reads
func (c condition) check(o *Object) error {
	switch at := second(o.Modified); {
	case c.match != "" && !tagged(c.match, o):
		return unmet("If-Match")
	case c.match == "" && !c.unmodified.IsZero() && at.After(c.unmodified):
		return unmet("If-Unmodified-Since")
	case c.noneMatch != "" && tagged(c.noneMatch, o),
		c.noneMatch == "" && !c.modified.IsZero() && !at.After(c.modified):
		return bare(304)
	}
	return nil
}

// tagged tells whether a list of ETags, or a star, means the object.
func tagged(list string, o *Object) bool {
	for tag := range strings.SplitSeq(list, ",") {
		if tag = strings.TrimSpace(tag); tag == "*" || unquoted(tag) == unquoted(o.ETag) {
			return true
		}
	}
	return false
}

func unmet(header string) *aws.Error {
	return fail(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", aws.Field{Name: "Condition", Value: header})
}

// bare is what clients make of an error without a body, as every HEAD has and
// every 304: its code is the status.
func bare(status int) *aws.Error {
	switch status {
	case 304:
		return fail(304, "304", "Not Modified")
	case 403:
		return fail(403, "403", "Forbidden")
	case 404:
		return fail(404, "404", "Not Found")
	case 412:
		return fail(412, "412", "Precondition Failed")
	case 416:
		return fail(416, "416", "Requested Range Not Satisfiable")
	}
	return fail(400, "400", "Bad Request")
}
