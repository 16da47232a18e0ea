package billing

import "slices"

// Rate is a price of one unit in 1e-10 dollars.
type Rate int64

// price is one row of the price list.
type price struct {
	usage       UsageType
	service     string
	description string
	unit        unit
	free        pool // the free allowance it shares
	tiers       []tier
	// rounding of what is held, see Hold
	period period
	// covers is what commitments pay for in it: an instance type, or lambdaCompute
	covers string
}

// lambdaCompute is what Compute Savings Plans cover of Lambda.
const lambdaCompute = "Lambda"

// tier is a rate up to a total of the month, in units; 0 is without end.
type tier struct {
	upTo int64
	rate Rate
	name string
}

// flat is the one rate of what has no tiers.
func flat(r Rate) []tier { return []tier{{0, r, ""}} }

// addPrice puts a price at the end of the list.
func (s *Service) addPrice(p price) {
	s.prices, s.turned, s.recent = append(s.prices, &p), append(s.turned, 0), append(s.recent, recent{})
}

// priceList is us-east-1.
func priceList() []price {
	return slices.Concat(lambdaPrices(), messagePrices(), s3Prices(), cloudWatchPrices(), ec2Prices(), elbPrices())
}
