package cloudwatch

import "skylab/engine/aws"

// query marks an operation as one of CloudWatch's own protocol, whose
// validation errors have another code than those of Logs.
const validation = "ValidationError"

// metricOperations are those of metrics.
//
// fidelity: cloudwatch.metric-api
func (s *Service) metricOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "cloudwatch", Name: "PutMetricData", HTTP: "POST /", Validation: validation,
			Doc:         "Publishes samples of metrics of one's own.",
			Errors:      []string{invalidValue, missingParameter, invalidCombination},
			Unsimulated: []string{"EntityMetricData", "StrictEntityValidation"},
		}, s.putMetricData),
		aws.Op(aws.Operation{
			Service: "cloudwatch", Name: "ListMetrics", ReadOnly: true, HTTP: "POST /", Validation: validation,
			Doc:         "Lists the metrics that have data, by namespace, name and dimensions.",
			Errors:      []string{invalidValue},
			Unsimulated: []string{"IncludeLinkedAccounts", "OwningAccount"},
		}, s.listMetrics),
		aws.Op(aws.Operation{
			Service: "cloudwatch", Name: "GetMetricStatistics", ReadOnly: true, HTTP: "POST /", Validation: validation,
			Doc:    "Gets statistics of one metric, a datapoint for each period that has samples.",
			Errors: []string{invalidValue, missingParameter, invalidCombination},
		}, s.getMetricStatistics),
		aws.Op(aws.Operation{
			Service: "cloudwatch", Name: "GetMetricData", ReadOnly: true, HTTP: "POST /", Validation: validation,
			Doc:         "Gets statistics of several metrics, and computes metric math over them.",
			Errors:      []string{"InvalidNextToken", validation},
			Unsimulated: []string{"NextToken", "MaxDatapoints", "LabelOptions"},
		}, s.getMetricData),
	}
}
