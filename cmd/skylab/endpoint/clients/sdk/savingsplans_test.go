package sdk

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/savingsplans"
	"github.com/aws/aws-sdk-go-v2/service/savingsplans/types"
)

func TestSavingsPlans(t *testing.T) {
	w := serve(t, "savingsplans")
	c := savingsplans.NewFromConfig(w.config())
	offers := do(w, c.DescribeSavingsPlansOfferings, &savingsplans.DescribeSavingsPlansOfferingsInput{PlanTypes: []types.SavingsPlanType{types.SavingsPlanTypeCompute},
		PaymentOptions: []types.SavingsPlanPaymentOption{types.SavingsPlanPaymentOptionNoUpfront}, Durations: []int64{31_536_000}}).SearchResults
	do(w, c.CreateSavingsPlan, &savingsplans.CreateSavingsPlanInput{SavingsPlanOfferingId: offers[0].OfferingId, Commitment: str("0.05"), Tags: map[string]string{"team": "größe"}})
	do(w, c.DescribeSavingsPlans, &savingsplans.DescribeSavingsPlansInput{})
	refuse(w, "ResourceNotFoundException", c.CreateSavingsPlan, &savingsplans.CreateSavingsPlanInput{SavingsPlanOfferingId: str("none"), Commitment: str("1")})
	w.complete(nil)
}
