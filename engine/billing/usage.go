package billing

import "strings"

// UsageType is AWS's name of what a meter counts. Where two services of the
// price list use the same name, the later one here carries its offer code
// before a colon, as in "AmazonSNS:Requests-Tier1".
//
// fidelity: billing.usage-types
type UsageType string

// snsCode is the offer code that SNS's usage types need here.
const snsCode = "AmazonSNS:"

// Name is the name as AWS's bill has it, without an offer code and without the
// rate that is agreed on.
func (u UsageType) Name() string {
	name, _, _ := strings.Cut(strings.TrimPrefix(string(u), snsCode), agreedMark)
	return name
}

// Lambda's usage types in us-east-1. Those that end in ARM are of functions on
// arm64, the others of functions on x86_64.
const (
	// LambdaDuration is on-demand duration, in GB-seconds.
	LambdaDuration    UsageType = "Lambda-GB-Second"
	LambdaDurationARM UsageType = "Lambda-GB-Second-ARM"
	// LambdaRequests are requests, of on-demand and provisioned functions.
	LambdaRequests    UsageType = "Request"
	LambdaRequestsARM UsageType = "Request-ARM"
	// LambdaStorage is ephemeral storage above 512 MB, in GB-seconds.
	LambdaStorage    UsageType = "Lambda-Storage-GB-Second"
	LambdaStorageARM UsageType = "Lambda-Storage-GB-Second-ARM"
	// LambdaProvisionedConcurrency is provisioned concurrency from the moment it
	// is configured, in GB-seconds: see Service.Hold.
	LambdaProvisionedConcurrency    UsageType = "Lambda-Provisioned-Concurrency"
	LambdaProvisionedConcurrencyARM UsageType = "Lambda-Provisioned-Concurrency-ARM"
	// LambdaProvisionedDuration is the duration of invocations that provisioned
	// environments served, in GB-seconds. It replaces LambdaDuration for them.
	LambdaProvisionedDuration    UsageType = "Lambda-Provisioned-GB-Second"
	LambdaProvisionedDurationARM UsageType = "Lambda-Provisioned-GB-Second-ARM"
	// SnapStartCache is a published version's snapshot while it is kept, in
	// GB-seconds: see Service.Hold. Not for Java, whose SnapStart is free.
	SnapStartCache UsageType = "Lambda-SnapStart-Cached-GB-S"
	// SnapStartRestore is memory restored from a snapshot, in GB; its base unit
	// is a MB. Not for Java.
	SnapStartRestore UsageType = "Lambda-SnapStart-Restored-GB"
	// LambdaStreaming are the bytes of streamed responses beyond the first 6 MB
	// of each, in GB; its base unit is a byte.
	LambdaStreaming    UsageType = "Lambda-Streaming-Response-Processed-Bytes"
	LambdaStreamingARM UsageType = "Lambda-Streaming-Response-Processed-Bytes-ARM"
	// LambdaEventPollerUnits are event poller units of provisioned SQS mappings,
	// in hours: see Service.Hold.
	LambdaEventPollerUnits UsageType = "Lambda-SQS-Event-Poller-Unit-Hour"
	// LambdaEdgeRequests are requests to Lambda@Edge functions.
	LambdaEdgeRequests UsageType = "Lambda-Edge-Request"
	// LambdaEdgeDuration is their duration, in GB-seconds.
	LambdaEdgeDuration UsageType = "Lambda-Edge-GB-Second"
)

// The usage types of Lambda's neighbours in us-east-1.
const (
	// SQSRequests are requests to standard queues; each 64 KB of a payload is
	// one (see Chunks).
	SQSRequests UsageType = "Requests-RBP"
	// SQSFIFORequests are requests to FIFO queues, counted the same way.
	SQSFIFORequests UsageType = "Requests-FIFO-RBP"
	// SNSRequests are publishes and other requests; each 64 KB of a payload is
	// one (see Chunks). Deliveries to SQS and Lambda are free.
	SNSRequests UsageType = snsCode + "Requests-Tier1"
	// SNSHTTPDeliveries are notifications to HTTP and HTTPS endpoints.
	SNSHTTPDeliveries UsageType = "DeliveryAttempts-HTTP"
	// EventBridgeEvents are custom events put on a bus; each 64 KB is one (see
	// Chunks). Events of AWS services are free, and so are scheduled rules.
	EventBridgeEvents UsageType = "USE1-Event-64K-Chunks"
	// SchedulerInvocations are invocations by EventBridge Scheduler.
	SchedulerInvocations UsageType = "USE1-ScheduledInvocation"
	// HTTPAPIRequests are requests to HTTP APIs; each 512 KB of a payload is one.
	HTTPAPIRequests UsageType = "USE1-ApiGatewayHttpRequest"
	// S3Writes are PUT, COPY, POST and LIST requests. DELETE is free.
	S3Writes UsageType = "Requests-Tier1"
	// S3Reads are GET and all other requests.
	S3Reads UsageType = "Requests-Tier2"
	// S3Storage is what buckets hold, in GB-months; its base unit is a byte for
	// an hour: see Service.Hold.
	S3Storage UsageType = "TimedStorage-ByteHrs"
	// CustomLogs are logs that PutLogEvents brings, in GB; its base unit is a
	// byte.
	CustomLogs UsageType = "USE1-DataProcessing-Bytes"
	// VendedLogs are logs that AWS services such as Lambda deliver to CloudWatch
	// Logs, in GB; its base unit is a byte.
	VendedLogs UsageType = "USE1-VendedLog-Bytes"
	// LogsStored is what log groups hold, in GB-months; its base unit is a byte
	// for an hour: see Service.Store.
	LogsStored UsageType = "USE1-TimedStorage-ByteHrs"
	// CustomMetrics are metrics that AWS does not publish itself, in
	// metric-months; its base unit is a metric for an hour in which it got data.
	CustomMetrics UsageType = "CW:MetricMonitorUsage"
	// Alarms are alarms of standard resolution, in alarm-months; its base unit
	// is an alarm for an hour: see Service.Hold. One on metric math counts once
	// for each of its metrics.
	Alarms UsageType = "CW:AlarmMonitorUsage"
	// MetricRequests are calls of PutMetricData, ListMetrics and
	// GetMetricStatistics.
	MetricRequests UsageType = "CW:Requests"
	// MetricData are the metrics that calls of GetMetricData ask for.
	MetricData UsageType = "CW:GMD-Metrics"
)
