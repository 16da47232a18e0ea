package billing

// s3Prices are those of S3 Standard in us-east-1.
//
// fidelity: billing.s3
func s3Prices() []price {
	const s3 = "Amazon S3"
	request := requests("Requests")
	request.bulk, request.words = 1_000, "per thousand"
	standard := []tier{
		{51_200, 230_000_000, "first 50 TB a month"},
		{512_000, 220_000_000, "next 450 TB a month"},
		{0, 210_000_000, "over 500 TB a month"},
	}
	return []price{
		{usage: S3Writes, service: s3, description: "PUT, COPY, POST and LIST requests", unit: request, tiers: flat(50_000)},
		{usage: S3Reads, service: s3, description: "GET and other requests", unit: request, tiers: flat(4_000)},
		{usage: S3Storage, service: s3, description: "Storage, Standard", unit: gigabyteMonths(), tiers: standard},
	}
}
