package lambda

import "skylab/engine/sim"

// What the platform writes into a function's log, in text and in JSON. The
// level of each event is AWS's ("System log level event mapping" in the page
// "Log-level filtering"); in text nothing is filtered.
//
// fidelity: lambda.log-level

// initType is how the environment came to be, as the platform names it.
func (v *environment) initType() string {
	switch {
	case v.restores():
		return "snap-start"
	case v.prov != nil:
		return "provisioned-concurrency"
	}
	return "on-demand"
}

// tellInitStart announces a new environment.
func (s *Service) tellInitStart(v *environment, at sim.Time) {
	restored := v.restores()
	switch {
	case !v.r.Logging.JSON && restored:
		s.log(v, at, restoreStartLine(v.r))
	case !v.r.Logging.JSON:
		s.log(v, at, initStartLine(v.r))
	case restored:
		s.system(v, at, "INFO", "restoreStart", startedRestore{runtimes[v.r.Runtime].version(v.r.Runtime), runtimes[v.r.Runtime].arn()})
	default:
		e := startedInit{Type: v.initType(), Phase: "init", Function: v.f.Name, Version: v.ver.label(),
			Instance: v.Started.Wall().Format("2006/01/02/") + v.f.Name + "[" + v.ver.label() + "]" + v.Stream[len(v.Stream)-32:], MaxMemory: v.r.MemoryMB << 20}
		level := "DEBUG" // of an image, which has its own runtime
		if v.r.Image == "" {
			e.Runtime, e.RuntimeARN, level = runtimes[v.r.Runtime].version(v.r.Runtime), runtimes[v.r.Runtime].arn(), "INFO"
		}
		s.system(v, at, level, "initStart", e)
	}
}

// tellInit reports an init. In text there is a line only of one that failed or
// ran without a request.
func (s *Service) tellInit(v *environment, at sim.Time, e InitEnded) {
	failed := e.Status != success
	if !v.r.Logging.JSON {
		if failed || v.inv == nil {
			s.log(v, at, initReportLine(e))
		}
		return
	}
	if v.restored > 0 && !failed {
		return // tellRestore does
	}
	r := endedInit{Type: v.initType(), Phase: e.Phase, Status: e.Status}
	if failed && e.Status != timeout {
		r.ErrorType = e.ErrorType
	}
	done, report := "DEBUG", "DEBUG"
	switch {
	case failed:
		done, report = "WARN", "WARN"
	case r.Type != "on-demand":
		report = "INFO"
	}
	s.system(v, at, done, "initRuntimeDone", r)
	r.Metrics = &elapsed{fraction(e.Duration)}
	s.system(v, at, report, "initReport", r)
}

// tellRestore reports a start from a snapshot.
func (s *Service) tellRestore(v *environment, at sim.Time) {
	if !v.r.Logging.JSON {
		s.log(v, at, "RESTORE_REPORT Restore Duration: "+millis(v.restored)+" ms")
		return
	}
	s.system(v, at, "INFO", "restoreReport", endedRestore{success, elapsed{fraction(v.restored)}})
}

// tellStart announces a request.
func (s *Service) tellStart(v *environment, at sim.Time) {
	if !v.r.Logging.JSON {
		s.log(v, at, "START RequestId: "+v.inv.ID+" Version: "+v.ver.label())
		return
	}
	s.system(v, at, "INFO", "start", startedRequest{v.inv.ID, v.f.ARN, v.ver.label()})
}

// tellEnd closes a request. An exception of the handler is no failure of the
// environment: its status is success (github aws-samples/aws-lambda-extensions
// #85, answered by AWS 2023-07-27).
func (s *Service) tellEnd(v *environment, at sim.Time, e InvocationEnded, o outcome) {
	if !v.r.Logging.JSON {
		s.log(v, at, "END RequestId: "+v.inv.ID, reportLine(e, o.Reported))
		return
	}
	status, kind, done, report, bytes := success, "", "DEBUG", "INFO", len(o.Payload)
	switch {
	case e.Status == timeout:
		status = timeout
	case o.Reported != "":
		status, kind = failure, o.Reported
	}
	if status != success {
		done, report, bytes = "WARN", "WARN", 0
	}
	s.system(v, at, done, "runtimeDone", endedRequest{e.Request, status, kind, produced{fraction(e.Duration), bytes}})
	s.system(v, at, report, "report", reported{e.Request, used{fraction(e.Duration), e.BilledMs, e.MemoryMB, e.MaxMemoryMB,
		fraction(e.Init), fraction(e.Restore), e.BilledRestore.Milliseconds()}, status, kind})
}

// tellError logs an error as the runtime does.
func (s *Service) tellError(v *environment, at sim.Time, o outcome) {
	switch {
	case o.Line == "":
	case !v.r.Logging.JSON:
		s.log(v, at, v.line(at, o.Line))
	case wants(v.r.Logging.Application, "ERROR"):
		s.log(v, at, v.jsonLine(at, "ERROR", o.Logged))
	}
}
