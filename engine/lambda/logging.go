package lambda

import (
	"encoding/json"
	"slices"
	"strings"
)

// LoggingConfig says in which form, how much and where a function logs.
type LoggingConfig struct {
	LogFormat           string `aws:"enum=JSON|Text"`
	ApplicationLogLevel string `aws:"enum=TRACE|DEBUG|INFO|WARN|ERROR|FATAL"`
	SystemLogLevel      string `aws:"enum=DEBUG|INFO|WARN"`
	LogGroup            string `aws:"min=1,max=512,pattern=[\\.\\-_/#A-Za-z0-9]+"`
}

// logging is the setting of a release; the zero value is text, in the
// function's own group.
type logging struct {
	JSON                bool
	Application, System string // "" in text format, which is not filtered
	Group               string // "" is the function's own
}

// logLevels are those of an application, the most detailed first.
var logLevels = [...]string{"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"}

// defaultLevel is that of both kinds of log in JSON.
const defaultLevel = "INFO"

// setLogging takes the setting; what is not given stays. Levels belong to
// JSON alone: AWS's text from github aws/aws-cdk #28045, 2023-11-17.
//
// fidelity: lambda.log-format
func (r *release) setLogging(in *LoggingConfig) error {
	if in == nil {
		return nil
	}
	l := &r.Logging
	if in.LogFormat != "" {
		l.JSON = in.LogFormat == "JSON"
	}
	if in.LogGroup != "" {
		l.Group = in.LogGroup
	}
	if !l.JSON {
		if in.ApplicationLogLevel != "" || in.SystemLogLevel != "" {
			return invalid("LogLevel is not supported when LogFormat is set to \"Text\". Remove LogLevel from your request or change the LogFormat to \"Json\" and try again.")
		}
		l.Application, l.System = "", ""
		return nil
	}
	for _, level := range []struct {
		field *string
		given string
	}{{&l.Application, in.ApplicationLogLevel}, {&l.System, in.SystemLogLevel}} {
		if level.given != "" {
			*level.field = level.given
		}
		if *level.field == "" {
			*level.field = defaultLevel
		}
	}
	return nil
}

// show is the setting as the API has it.
func (l logging) show(f *function) *LoggingConfig {
	out := &LoggingConfig{"Text", l.Application, l.System, l.group(f)}
	if l.JSON {
		out.LogFormat = "JSON"
	}
	return out
}

// group is the log group.
func (l logging) group(f *function) string {
	if l.Group != "" {
		return l.Group
	}
	return f.group
}

// stream names an environment's stream below the day. In a group that
// functions may share it has the function's name before the version, as in a
// real log of 2026-10-08 [LOG].
func (l logging) stream(ver *version, id string) string {
	name := ""
	if l.Group != "" {
		name = ver.f.Name
	}
	return name + "[" + ver.label() + "]" + id
}

// wants tells whether a line of that level is kept at a setting; text is not
// filtered.
//
// fidelity: lambda.log-level
func wants(setting, level string) bool {
	return setting == "" || slices.Index(logLevels[:], level) >= slices.Index(logLevels[:], setting)
}

// levelOf is the level of a line that the code wrote by itself: that of a JSON
// object with a level, else INFO (AWS docs, "Log-level filtering").
func levelOf(line string) string {
	var o struct {
		Level string `json:"level"`
	}
	if strings.HasPrefix(line, "{") && json.Unmarshal([]byte(line), &o) == nil {
		if level := strings.ToUpper(o.Level); slices.Contains(logLevels[:], level) {
			return level
		}
	}
	return defaultLevel
}
