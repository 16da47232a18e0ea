package cloudwatch

import (
	"skylab/engine/aws"
	"skylab/engine/billing"
)

// validation is the code of validation errors in CloudWatch's own protocol,
// which is not that of Logs.
const validation = "ValidationError"

// metricOperations are those of metrics.
//
// fidelity: cloudwatch.metric-api
func (s *Service) metricOperations() []aws.Operation {
	return []aws.Operation{
		charged(s, aws.Operation{
			Name:        "PutMetricData",
			Doc:         "Publishes samples of metrics of one's own.",
			Errors:      []string{invalidValue, missingParameter, invalidCombination},
			Unsimulated: []string{"EntityMetricData", "StrictEntityValidation"},
		}, billing.MetricRequests, once, s.putMetricData),
		charged(s, aws.Operation{
			Name: "ListMetrics", ReadOnly: true,
			Doc:         "Lists the metrics that have data, by namespace, name and dimensions.",
			Errors:      []string{invalidValue},
			Unsimulated: []string{"IncludeLinkedAccounts", "OwningAccount"},
		}, billing.MetricRequests, once, s.listMetrics),
		charged(s, aws.Operation{
			Name: "GetMetricStatistics", ReadOnly: true,
			Doc:    "Gets statistics of one metric, a datapoint for each period that has samples.",
			Errors: []string{invalidValue, missingParameter, invalidCombination},
		}, billing.MetricRequests, once, s.getMetricStatistics),
		charged(s, aws.Operation{
			Name: "GetMetricData", ReadOnly: true,
			Doc:         "Gets statistics of several metrics, and computes metric math over them.",
			Errors:      []string{"InvalidNextToken", validation},
			Unsimulated: []string{"MetricDataQueries.AccountId", "LabelOptions"},
		}, billing.MetricData, asked, s.getMetricData),
	}
}
