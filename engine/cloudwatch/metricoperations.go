package cloudwatch

import "skylab/engine/aws"

// validation is the code of validation errors in CloudWatch's own protocol,
// which is not that of Logs.
const validation = "ValidationError"

// metricOperations are those of metrics.
//
// fidelity: cloudwatch.metric-api
func (s *Service) metricOperations() []aws.Operation {
	return []aws.Operation{
		guarded(s, aws.Operation{
			Name:        "PutMetricData",
			Doc:         "Publishes samples of metrics of one's own.",
			Errors:      []string{invalidValue, missingParameter, invalidCombination},
			Unsimulated: []string{"EntityMetricData", "StrictEntityValidation"},
		}, s.putMetricData),
		guarded(s, aws.Operation{
			Name: "ListMetrics", ReadOnly: true,
			Doc:         "Lists the metrics that have data, by namespace, name and dimensions.",
			Errors:      []string{invalidValue},
			Unsimulated: []string{"IncludeLinkedAccounts", "OwningAccount"},
		}, s.listMetrics),
		guarded(s, aws.Operation{
			Name: "GetMetricStatistics", ReadOnly: true,
			Doc:    "Gets statistics of one metric, a datapoint for each period that has samples.",
			Errors: []string{invalidValue, missingParameter, invalidCombination},
		}, s.getMetricStatistics),
		guarded(s, aws.Operation{
			Name: "GetMetricData", ReadOnly: true,
			Doc:         "Gets statistics of several metrics, and computes metric math over them.",
			Errors:      []string{"InvalidNextToken", validation},
			Unsimulated: []string{"MetricDataQueries.AccountId", "NextToken", "MaxDatapoints", "LabelOptions"},
		}, s.getMetricData),
	}
}
