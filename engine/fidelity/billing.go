package fidelity

// billingRules are the rules of the price list and the bill.
func billingRules() []Rule {
	const (
		prices = "AWS page \"AWS Lambda pricing\" (us-east-1) and Price List offer file"
		dated  = "2026-09-19"
	)
	return []Rule{
		{"billing.lambda-prices", "Requests, duration by architecture in three monthly tiers, ephemeral storage above 512 MB, provisioned concurrency and its duration, SnapStart's cache and restores, streamed responses, event pollers of SQS mappings, Lambda@Edge.", Exact, prices, dated},
		{"billing.poller-units", "Event pollers of provisioned SQS mappings are billed as Lambda-SQS-Event-Poller-Unit-Hour.", Assumption, "The price is the pricing page's; the name is made after Lambda-Event-Poller-Unit-Hour (Kafka's, seen in a Cost Explorer report) and the price list's group AWS-Lambda-SQS-Event-Poller-Unit-Duration.", "2026-09-15"},
		{"billing.held-periods", "A period of provisioned concurrency is rounded up to 5 minutes, a SnapStart snapshot is paid for at least 3 hours, an event poller unit by the second and for at least a minute. A change of size within the period is not rounded, only its end.", Simplified, "AWS page \"AWS Lambda pricing\"; that a change of size is not rounded is an assumption", dated},
		{"billing.gb-is-1024-mb", "A GB-second is 1,024 MB for one second; durations come in whole milliseconds.", Exact, prices, dated},
		{"billing.rounding", "Each line is rounded to cents, half up, and the total is the sum of the rounded lines.", Exact, "AWS's worked examples on the Lambda pricing page", "2026-07-01"},
		{"billing.free-tier", "1,000,000 requests, 400,000 GB-seconds and 100 GB of streamed responses a month are free at Lambda. They apply to on-demand duration of both architectures together. Bills leave the free tier out unless asked.", Exact, prices, "2026-08-20"},
		{"billing.free-tier-order", "Where both architectures were used, x86 usage takes from the free tier first.", Assumption, "No source says in which order; the pricing page only says that the allowance is shared.", "2026-11-22"},
		{"billing.free-tier-neighbours", "Always free each month: 1,000,000 requests to SQS, 1,000,000 publishes and 100,000 HTTP notifications of SNS, 14,000,000 invocations of EventBridge Scheduler, 5 GB of logs taken in and 5 GB-months kept, 10 custom metrics and 10 alarms. S3 has no free tier since July 2025.", Exact, "AWS pricing pages of the services as quoted in public cost models; SNS's are tiers of the price list itself", "2026-10-08"},
		{"billing.month", "Tiers and the free tier begin anew with each calendar month, UTC.", Exact, prices, dated},
		{"billing.month-hours", "A GB-month, a metric-month and an alarm-month have as many hours as the calendar month. What lasts is counted at each full hour.", Simplified, "Amazon S3 FAQ, worked example for March with 744 hours; counting at the full hour is an assumption", "2026-11-23"},
		{"billing.usage-types", "Usage types carry the names of AWS's price list for us-east-1.", Exact, "Names of the Price List offer files, as quoted in public price tables", "2026-10-08"},
		{"billing.by-resource", "A resource's part of a line is by its part of the usage, also over tiers and the free tier.", Assumption, "AWS's own cost allocation gives each hour's usage the rate in force then; the parts differ by little and their sum not at all.", "2026-11-23"},
		{"billing.chunks", "SQS, SNS and EventBridge charge a request or event for each 64 KB of payload begun.", Exact, "AWS pricing pages of the three services", "2026-11-23"},
		{"billing.sqs", "SQS: $0.40 per million requests to standard queues and $0.50 to FIFO queues, in three monthly tiers.", Exact, "AWSQueueService offer file for us-east-1, versions 2026-09-11 and 2026-10-08, as quoted in public price tables", "2026-10-08"},
		{"billing.sns", "SNS: $0.50 per million requests, $0.60 per million notifications over HTTP; deliveries to SQS and Lambda are free.", Exact, "AmazonSNS prices for us-east-1 as the price list had them, quoted in a public price table", "2026-10-08"},
		{"billing.apigateway", "HTTP APIs: $1.00 per million requests, $0.90 above 300 million a month.", Exact, "AmazonApiGateway prices for us-east-1, quoted in public price tables", "2026-09-11"},
		{"billing.eventbridge", "EventBridge: $1.00 per million custom events, $1.00 per million invocations by Scheduler. Events of AWS services and scheduled rules are free.", Exact, "AWSEvents prices for us-east-1, quoted in public price tables; Scheduler's usage type has the Region's prefix by analogy", "2026-10-08"},
		{"billing.s3", "S3 Standard: $0.005 per thousand PUT, COPY, POST and LIST requests, $0.0004 per thousand of all others but DELETE, storage in three monthly tiers from $0.023 a GB-month. The prices are here for whoever plans; buckets turn no meters, so that S3 costs nothing in a world.", Simplified, "AmazonS3 prices for us-east-1, quoted in public price tables", "2026-10-08"},
		{"billing.logs", "CloudWatch Logs: logs that AWS services deliver cost $0.50 a GB in the first of four monthly tiers, kept logs $0.03 a GB-month. The prices are here for whoever plans; log groups turn no meters, so that logs cost nothing in a world.", Simplified, "AmazonCloudWatch offer file for us-east-1 of 2026-09-22, quoted in a public price table", "2026-09-22"},
		{"billing.cloudwatch", "CloudWatch: custom metrics in four tiers from $0.30 a month, alarms of standard resolution $0.10 a month, both by the hour.", Exact, "AmazonCloudWatch prices for us-east-1, quoted in public price tables", "2026-09-22"},
		{"billing.not-metered", "Data transfer, S3, logs, requests to CloudWatch's API, IAM and STS cost nothing here. IAM and STS are free at AWS too.", Simplified, "Left out, so that a bill shows what functions and their triggers cost. Within one Region and below 100 GB a month to the internet, transfer is free at AWS as well.", "2026-11-23"},
	}
}
