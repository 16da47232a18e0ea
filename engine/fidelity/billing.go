package fidelity

// billingRules are the rules of the price list and the bill.
func billingRules() []Rule {
	const (
		prices = "AWS page \"AWS Lambda pricing\" (us-east-1) and Price List offer file"
		dated  = "2026-09-19"
	)
	return []Rule{
		{"billing.lambda-prices", "Duration by architecture in three monthly tiers, requests, ephemeral storage above 512 MB.", Exact, prices, dated},
		{"billing.gb-is-1024-mb", "A GB-second is 1,024 MB for one second; durations come in whole milliseconds.", Exact, prices, dated},
		{"billing.rounding", "Each line is rounded to cents, half up, and the total is the sum of the rounded lines.", Exact, "AWS's worked examples on the Lambda pricing page", "2026-07-01"},
		{"billing.free-tier", "1,000,000 requests and 400,000 GB-seconds a month are free. They apply to on-demand duration of both architectures together.", Exact, prices, "2026-08-20"},
		{"billing.free-tier-order", "Where both architectures were used, x86 usage takes from the free tier first.", Assumption, "No source says in which order; the pricing page only says that the allowance is shared.", "2026-11-22"},
		{"billing.month", "Tiers and the free tier begin anew with each calendar month, UTC.", Exact, prices, dated},
		{"billing.usage-types", "Usage types carry the names of AWS's price list for us-east-1.", Exact, "Names of the Price List offer file, as quoted in public price tables", "2026-11-22"},
		{"billing.s3", "S3 requests, storage and transfer are not metered and cost nothing here.", Simplified, "Left out: the fact sheets hold no sourced S3 prices.", "2026-11-22"},
		{"billing.logs", "CloudWatch Logs ingestion and storage are not metered and cost nothing here.", Simplified, "Left out: the fact sheets hold no sourced CloudWatch prices.", "2026-11-22"},
	}
}
