package cloud

import (
	"strings"

	"skylab/engine"
	"skylab/engine/s3"
	"skylab/engine/sim"
)

// tell is an event as a sentence of the story; "" for what is not worth one.
func tell(e sim.Event) (tone, string) {
	switch e := e.(type) {
	case engine.Called:
		if e.By == "sdk" {
			return quiet, "the code calls " + operation(e.Operation)
		}
		if e.By == "service" || strings.HasPrefix(e.Operation, "runtime.") {
			return plain, "" // what is called tells of it
		}
		if e.By == "client" {
			return call, "a client outside calls " + operation(e.Operation)
		}
		return call, "you call " + operation(e.Operation)
	case engine.Replied:
		if e.Code != "" && !strings.HasPrefix(e.Operation, "runtime.") {
			return bad, operation(e.Operation) + " fails: " + e.Code
		}
	case s3.ObjectCreated:
		return plain, "s3://" + e.Bucket + "/" + e.Key + " is stored, " + size(e.Size)
	case s3.ObjectRemoved:
		return plain, "s3://" + e.Bucket + "/" + e.Key + " is gone"
	case s3.NotificationDelivered:
		return plain, "S3 tells " + last(e.Target) + " about " + e.Key
	}
	// Each service tells of its own events, and is silent about the others'.
	for _, service := range []func(sim.Event) (tone, string){tellLambda, tellMapping, tellSQS, tellSNS, tellEvents, tellScheduler, tellTraffic, tellAPIGateway, tellCloudWatch, tellEC2, tellELB, tellAutoScaling} {
		if t, sentence := service(e); sentence != "" {
			return t, sentence
		}
	}
	return plain, ""
}

// operation is an operation as one says it: "Lambda Invoke".
func operation(id string) string {
	service, name, _ := strings.Cut(id, ".")
	return service + " " + name
}

// last is the name at the end of an ARN.
func last(arn string) string { return arn[strings.LastIndexByte(arn, ':')+1:] }
