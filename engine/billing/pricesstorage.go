package billing

// storagePrices are those of S3 and CloudWatch in us-east-1.
//
// fidelity: billing.s3
// fidelity: billing.logs
// fidelity: billing.cloudwatch
func storagePrices() []price {
	const (
		s3         = "Amazon S3"
		cloudwatch = "Amazon CloudWatch"
	)
	request := requests("Requests")
	request.bulk, request.words = 1_000, "per thousand"
	standard := []tier{
		{51_200, 230_000_000, "first 50 TB a month"},
		{512_000, 220_000_000, "next 450 TB a month"},
		{0, 210_000_000, "over 500 TB a month"},
	}
	vended := []tier{
		{10_240, 5_000_000_000, "first 10 TB a month"},
		{30_720, 2_500_000_000, "next 20 TB a month"},
		{51_200, 1_000_000_000, "next 20 TB a month"},
		{0, 500_000_000, "over 50 TB a month"},
	}
	metrics := []tier{
		{10_000, 3_000_000_000, "first 10,000 metrics"},
		{250_000, 1_000_000_000, "next 240,000 metrics"},
		{1_000_000, 500_000_000, "next 750,000 metrics"},
		{0, 200_000_000, "over 1,000,000 metrics"},
	}
	return []price{
		{usage: S3Writes, service: s3, description: "PUT, COPY, POST and LIST requests", unit: request, tiers: flat(50_000)},
		{usage: S3Reads, service: s3, description: "GET and other requests", unit: request, tiers: flat(4_000)},
		{usage: S3Storage, service: s3, description: "Storage, Standard", unit: gigabyteMonths(), tiers: standard},
		{usage: LogsIngested, service: cloudwatch, description: "Logs ingested from AWS services", unit: gigabytes("GB", gib), free: freeLogs, tiers: vended},
		{usage: LogsStored, service: cloudwatch, description: "Logs stored", unit: gigabyteMonths(), free: freeLogStorage, tiers: flat(300_000_000)},
		{usage: CustomMetrics, service: cloudwatch, description: "Custom metrics", unit: months("Metrics", "metric"), free: freeMetrics, tiers: metrics},
		{usage: Alarms, service: cloudwatch, description: "Alarms, standard resolution", unit: months("Alarms", "alarm"), free: freeAlarms, tiers: flat(1_000_000_000)},
	}
}
