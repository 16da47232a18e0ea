package lambda

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"skylab/engine/sandbox"
	"skylab/engine/sim"
)

// log writes lines into the environment's stream, and into the tail that a
// caller asked for.
func (s *Service) log(v *environment, at sim.Time, lines ...string) {
	if v.inv != nil && v.inv.tail {
		for _, line := range lines {
			v.inv.log = append(append(v.inv.log, line...), '\n')
		}
	}
	if v.logs {
		s.near.CloudWatch.PutAt(at, v.r.Logging.group(v.f), v.Stream, lines...)
	}
}

// stamp is the instant in the form of the Node.js runtime's log.
const stamp = "2006-01-02T15:04:05.000Z"

// print logs what the code printed until the limit, as the Node.js runtime
// does in text format: instant, request, level and text, parted by tabs, with
// line feeds made carriage returns so that an entry stays one event
// (aws-lambda-nodejs-runtime-interface-client, src/logging/stdout-logger.ts).
//
// fidelity: lambda.console-lines
func (s *Service) print(v *environment, output []sandbox.Line, from, limit sim.Time) {
	for _, line := range output {
		at := from.Add(time.Duration(line.At))
		if at > limit {
			return
		}
		switch l := v.r.Logging; {
		case line.Level == "" && l.JSON && !wants(l.Application, levelOf(line.Text)):
		case line.Level == "":
			s.log(v, at, line.Text) // written to process.stdout
		case l.JSON:
			s.log(v, at, v.jsonLine(at, line.Level, line.Text))
		default:
			s.log(v, at, v.line(at, line.Level+"\t"+line.Text))
		}
	}
}

// line is a line of the runtime in text.
func (v *environment) line(at sim.Time, text string) string {
	return at.Wall().Format(stamp) + "\t" + v.request() + "\t" + strings.ReplaceAll(text, "\n", "\r")
}

// request is the id of the request that the runtime is at. Outside of one it
// is undefined, or a dash since Node.js 24.
func (v *environment) request() string {
	switch {
	case v.phase == invokePhase:
		return v.inv.ID
	case v.modern():
		return "-"
	}
	return "undefined"
}

// initStartLine announces a new environment (fact sheet 2.6 [LS]).
func initStartLine(r *release) string {
	if r.Image != "" {
		return "INIT_START" // an image has its own runtime
	}
	return "INIT_START Runtime Version: " + runtimes[r.Runtime].version(r.Runtime) + "\tRuntime Version ARN: " + runtimes[r.Runtime].arn()
}

// initReportLine is written when an init has failed (2.6 [DEV], and real logs
// of 2024 to 2026 for its tabs and the phase "invoke").
//
// fidelity: lambda.report-line
func initReportLine(e InitEnded) string {
	line := fmt.Sprintf("INIT_REPORT Init Duration: %s ms\tPhase: %s\tStatus: %s", millis(e.Duration), e.Phase, e.Status)
	if e.ErrorType != "" && e.Status != timeout {
		line += "\tError Type: " + e.ErrorType
	}
	return line
}

// reportLine closes a request (2.6 [LS 2025-11-24, LOG]): Init Duration only
// on a cold start, a status only on a failure of the environment.
//
// fidelity: lambda.report-line
func reportLine(e InvocationEnded, reported string) string {
	b := make([]byte, 0, 200)
	b = append(b, "REPORT RequestId: "...)
	b = append(b, e.Request...)
	b = append(b, "\tDuration: "...)
	b = append(b, millis(e.Duration)...)
	b = append(b, " ms\tBilled Duration: "...)
	b = strconv.AppendInt(b, e.BilledMs, 10)
	b = append(b, " ms\tMemory Size: "...)
	b = strconv.AppendInt(b, int64(e.MemoryMB), 10)
	b = append(b, " MB\tMax Memory Used: "...)
	b = strconv.AppendInt(b, int64(e.MaxMemoryMB), 10)
	b = append(b, " MB\t"...)
	if e.Init > 0 {
		b = append(b, "Init Duration: "...)
		b = append(b, millis(e.Init)...)
		b = append(b, " ms\t"...)
	}
	if e.Restore > 0 {
		b = append(b, "Restore Duration: "...)
		b = append(b, millis(e.Restore)...)
		b = append(b, " ms\tBilled Restore Duration: "...)
		b = strconv.AppendInt(b, int64(e.BilledRestore/time.Millisecond), 10)
		b = append(b, " ms\t"...)
	}
	switch {
	case e.Status == timeout:
		b = append(b, "Status: timeout"...)
	case reported != "":
		b = append(b, "Status: error\tError Type: "...)
		b = append(b, reported...)
	}
	return string(b)
}

// millis is a duration in milliseconds with two decimals.
func millis(d time.Duration) string {
	return strconv.FormatFloat(float64(d)/float64(time.Millisecond), 'f', 2, 64)
}

// marshal is v as JavaScript's JSON.stringify would write it: without
// escaping <, > and &.
func marshal(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("lambda: " + err.Error()) // strings and lists of them cannot fail
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
