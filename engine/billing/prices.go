package billing

// UsageType is AWS's name of what a meter counts.
//
// fidelity: billing.usage-types
type UsageType string

// The usage types with a price in us-east-1.
const (
	// LambdaDuration is duration on x86_64, in GB-seconds.
	LambdaDuration UsageType = "Lambda-GB-Second"
	// LambdaDurationARM is duration on arm64, in GB-seconds.
	LambdaDurationARM UsageType = "Lambda-GB-Second-ARM"
	// LambdaRequests are requests to functions on x86_64.
	LambdaRequests UsageType = "Request"
	// LambdaRequestsARM are requests to functions on arm64.
	LambdaRequestsARM UsageType = "Request-ARM"
	// LambdaStorage is ephemeral storage above 512 MB on x86_64, in GB-seconds.
	LambdaStorage UsageType = "Lambda-Storage-GB-Second"
	// LambdaStorageARM is the same on arm64.
	LambdaStorageARM UsageType = "Lambda-Storage-GB-Second-ARM"
)

// Rate is a price of one unit in 1e-10 dollars.
type Rate int64

// mbMillis are the MB-milliseconds in one GB-second.
const mbMillis = 1024 * 1000

// price is one row of the price list.
type price struct {
	usage       UsageType
	service     string
	description string
	unit        string
	base        int64 // base units in one unit
	free        pool  // the free allowance it shares
	tiers       []tier
}

// tier is a rate up to a total of the month, in units; 0 is without end.
type tier struct {
	upTo int64
	rate Rate
	name string
}

// pool is a monthly free allowance that several usage types share.
type pool uint8

const (
	noneFree pool = iota
	freeRequests
	freeDuration
)

// free is the size of an allowance in base units.
//
// fidelity: billing.free-tier
// fidelity: billing.free-tier-order
func (p pool) free() int64 {
	switch p {
	case freeRequests:
		return 1_000_000
	case freeDuration:
		return 400_000 * mbMillis
	}
	return 0
}

const billion = 1_000_000_000

// priceList is us-east-1 (facts/lambda.md 5.1 [PR, PL 2026-09-19]).
//
// fidelity: billing.lambda-prices
// fidelity: billing.s3
// fidelity: billing.logs
func priceList() []price {
	const lambda = "AWS Lambda"
	x86 := []tier{
		{6 * billion, 166_667, "first 6 billion GB-s a month"},
		{15 * billion, 150_000, "next 9 billion GB-s a month"},
		{0, 133_334, "over 15 billion GB-s a month"},
	}
	arm := []tier{
		{7.5 * billion, 133_334, "first 7.5 billion GB-s a month"},
		{18.75 * billion, 120_001, "next 11.25 billion GB-s a month"},
		{0, 106_667, "over 18.75 billion GB-s a month"},
	}
	return []price{
		{LambdaRequests, lambda, "Requests, x86_64", "Requests", 1, freeRequests, []tier{{0, 2_000, ""}}},
		{LambdaRequestsARM, lambda, "Requests, arm64", "Requests", 1, freeRequests, []tier{{0, 2_000, ""}}},
		{LambdaDuration, lambda, "Duration, x86_64", "GB-Second", mbMillis, freeDuration, x86},
		{LambdaDurationARM, lambda, "Duration, arm64", "GB-Second", mbMillis, freeDuration, arm},
		{LambdaStorage, lambda, "Ephemeral storage above 512 MB, x86_64", "GB-Second", mbMillis, noneFree, []tier{{0, 309, ""}}},
		{LambdaStorageARM, lambda, "Ephemeral storage above 512 MB, arm64", "GB-Second", mbMillis, noneFree, []tier{{0, 309, ""}}},
	}
}
