package lambda

import (
	"strconv"
	"strings"
	"time"

	"skylab/engine/sim"
)

// jsonLine is a line of the Node.js runtime in JSON: fields is the object that
// the code's side of it made (aws-lambda-nodejs-runtime-interface-client,
// src/logging/formatter.ts).
//
// fidelity: lambda.log-format
func (v *environment) jsonLine(at sim.Time, level, fields string) string {
	if !strings.HasPrefix(fields, `{"message":`) && fields != "{}" {
		fields = `{"message":` + fields + `}`
	}
	id := `,"requestId":"` + v.request() + `"`
	if id == `,"requestId":"undefined"` {
		id = "" // JSON.stringify leaves it out
	}
	head := `{"timestamp":"` + at.Wall().Format(stamp) + `","level":"` + level + `"` + id
	if fields == "{}" {
		return head + "}"
	}
	return head + "," + fields[1:]
}

// platformEvent is a line of the platform in JSON, in the form of the
// Telemetry API (fact sheet 2.6 [LOG]; AWS docs, "Telemetry API Event schema
// reference").
type platformEvent struct {
	Time   string `json:"time"`
	Type   string `json:"type"`
	Record any    `json:"record"`
}

// system logs an event of the platform in JSON if its level is kept.
func (s *Service) system(v *environment, at sim.Time, level, kind string, record any) {
	if wants(v.r.Logging.System, level) {
		s.log(v, at, string(marshal(platformEvent{at.Wall().Format(stamp), "platform." + kind, record})))
	}
}

// The records, with their members in the order of real logs of 2024 to 2026.
type (
	startedInit struct {
		Type       string `json:"initializationType"`
		Phase      string `json:"phase"`
		Runtime    string `json:"runtimeVersion,omitempty"`
		RuntimeARN string `json:"runtimeVersionArn,omitempty"`
		Function   string `json:"functionName"`
		Version    string `json:"functionVersion"`
		Instance   string `json:"instanceId"`
		MaxMemory  int    `json:"instanceMaxMemory"` // bytes
	}
	endedInit struct {
		Type      string   `json:"initializationType"`
		Phase     string   `json:"phase"`
		Status    string   `json:"status"`
		ErrorType string   `json:"errorType,omitempty"`
		Metrics   *elapsed `json:"metrics,omitempty"`
	}
	startedRequest struct {
		Request  string `json:"requestId"`
		Function string `json:"functionArn"`
		Version  string `json:"version"`
	}
	endedRequest struct {
		Request   string   `json:"requestId"`
		Status    string   `json:"status"`
		ErrorType string   `json:"errorType,omitempty"`
		Metrics   produced `json:"metrics"`
	}
	reported struct {
		Request   string `json:"requestId"`
		Metrics   used   `json:"metrics"`
		Status    string `json:"status"`
		ErrorType string `json:"errorType,omitempty"`
	}
	startedRestore struct {
		Runtime    string `json:"runtimeVersion"`
		RuntimeARN string `json:"runtimeVersionArn"`
	}
	endedRestore struct {
		Status  string  `json:"status"`
		Metrics elapsed `json:"metrics"`
	}
	elapsed struct {
		Duration fraction `json:"durationMs"`
	}
	produced struct {
		Duration fraction `json:"durationMs"`
		Bytes    int      `json:"producedBytes"`
	}
	used struct {
		Duration  fraction `json:"durationMs"`
		Billed    int64    `json:"billedDurationMs"`
		Memory    int      `json:"memorySizeMB"`
		MaxMemory int      `json:"maxMemoryUsedMB"`
		Init      fraction `json:"initDurationMs,omitempty"`
		Restore   fraction `json:"restoreDurationMs,omitempty"`
		Restored  int64    `json:"billedRestoreDurationMs,omitempty"`
	}
)

// fraction is a duration in JSON: milliseconds, to the microsecond.
type fraction time.Duration

// MarshalJSON writes the shortest form: 1233.96.
func (f fraction) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, float64(time.Duration(f).Round(time.Microsecond))/float64(time.Millisecond), 'f', -1, 64), nil
}
