package apigateway

import "skylab/engine/aws"

// name is the service's in the CLI.
const name = "apigatewayv2"

// codes are the errors of operations on what exists.
func codes(more ...string) []string {
	return append([]string{"NotFoundException"}, more...)
}

// fidelity: apigateway.api
// fidelity: apigateway.unsimulated
func (s *Service) apiOperations() []aws.Operation {
	const bad, many = "BadRequestException", "TooManyRequestsException"
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: name, Name: "CreateApi", HTTP: "POST /v2/apis 201",
			Doc:         "Creates an HTTP API; with a target, also a route and a stage for it.",
			Errors:      []string{bad, many},
			Unsimulated: []string{"ApiKeySelectionExpression", "CredentialsArn", "DisableSchemaValidation", "IpAddressType"},
		}, s.createAPI),
		aws.Op(aws.Operation{
			Service: name, Name: "GetApi", HTTP: "GET /v2/apis/{apiId}", ReadOnly: true,
			Doc: "Returns an API.", Errors: codes(),
		}, s.getAPI),
		aws.Op(aws.Operation{
			Service: name, Name: "GetApis", HTTP: "GET /v2/apis", ReadOnly: true,
			Doc: "Lists the APIs of the account.", Errors: []string{bad},
		}, s.getAPIs),
		aws.Op(aws.Operation{
			Service: name, Name: "UpdateApi", HTTP: "PATCH /v2/apis/{apiId}",
			Doc: "Changes an API.", Errors: codes(bad),
			Unsimulated: []string{"ApiKeySelectionExpression", "CredentialsArn", "DisableSchemaValidation", "IpAddressType",
				"RouteKey", "RouteSelectionExpression", "Target"},
		}, s.updateAPI),
		aws.Op(aws.Operation{
			Service: name, Name: "DeleteApi", HTTP: "DELETE /v2/apis/{apiId} 204",
			Doc: "Deletes an API with all that belongs to it.", Errors: codes(),
		}, s.deleteAPI),
		aws.Op(aws.Operation{
			Service: name, Name: "DeleteCorsConfiguration", HTTP: "DELETE /v2/apis/{apiId}/cors 204",
			Doc: "Deletes the CORS configuration of an API.", Errors: codes(),
		}, s.deleteCorsConfiguration),
	}
}

func (s *Service) integrationOperations() []aws.Operation {
	const path = "/v2/apis/{apiId}/integrations"
	left := []string{"ConnectionId", "ConnectionType", "ContentHandlingStrategy", "CredentialsArn", "IntegrationSubtype",
		"PassthroughBehavior", "RequestParameters", "RequestTemplates", "ResponseParameters", "TemplateSelectionExpression", "TlsConfig"}
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: name, Name: "CreateIntegration", HTTP: "POST " + path + " 201",
			Doc: "Creates an integration with a function.", Errors: codes("BadRequestException", "TooManyRequestsException"), Unsimulated: left,
		}, s.createIntegration),
		aws.Op(aws.Operation{
			Service: name, Name: "GetIntegration", HTTP: "GET " + path + "/{integrationId}", ReadOnly: true,
			Doc: "Returns an integration.", Errors: codes(),
		}, s.getIntegration),
		aws.Op(aws.Operation{
			Service: name, Name: "GetIntegrations", HTTP: "GET " + path, ReadOnly: true,
			Doc: "Lists the integrations of an API.", Errors: codes("BadRequestException"),
		}, s.getIntegrations),
		aws.Op(aws.Operation{
			Service: name, Name: "UpdateIntegration", HTTP: "PATCH " + path + "/{integrationId}",
			Doc: "Changes an integration.", Errors: codes("BadRequestException"), Unsimulated: left,
		}, s.updateIntegration),
		aws.Op(aws.Operation{
			Service: name, Name: "DeleteIntegration", HTTP: "DELETE " + path + "/{integrationId} 204",
			Doc: "Deletes an integration that no route leads to.", Errors: codes("ConflictException"),
		}, s.deleteIntegration),
	}
}

func (s *Service) routeOperations() []aws.Operation {
	const path = "/v2/apis/{apiId}/routes"
	left := []string{"ApiKeyRequired", "AuthorizationScopes", "AuthorizerId", "ModelSelectionExpression", "RequestModels",
		"RequestParameters", "RouteResponseSelectionExpression"}
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: name, Name: "CreateRoute", HTTP: "POST " + path + " 201",
			Doc:    "Creates a route: a method and a path, and the integration that they lead to.",
			Errors: codes("BadRequestException", "ConflictException", "TooManyRequestsException"), Unsimulated: left,
		}, s.createRoute),
		aws.Op(aws.Operation{
			Service: name, Name: "GetRoute", HTTP: "GET " + path + "/{routeId}", ReadOnly: true,
			Doc: "Returns a route.", Errors: codes(),
		}, s.getRoute),
		aws.Op(aws.Operation{
			Service: name, Name: "GetRoutes", HTTP: "GET " + path, ReadOnly: true,
			Doc: "Lists the routes of an API.", Errors: codes("BadRequestException"),
		}, s.getRoutes),
		aws.Op(aws.Operation{
			Service: name, Name: "UpdateRoute", HTTP: "PATCH " + path + "/{routeId}",
			Doc: "Changes a route.", Errors: codes("BadRequestException", "ConflictException"), Unsimulated: left,
		}, s.updateRoute),
		aws.Op(aws.Operation{
			Service: name, Name: "DeleteRoute", HTTP: "DELETE " + path + "/{routeId} 204",
			Doc: "Deletes a route.", Errors: codes(),
		}, s.deleteRoute),
	}
}

func (s *Service) stageOperations() []aws.Operation {
	const path = "/v2/apis/{apiId}/stages"
	left := []string{"AccessLogSettings", "ClientCertificateId", "DefaultRouteSettings.DataTraceEnabled", "DefaultRouteSettings.LoggingLevel",
		"RouteSettings.*.DataTraceEnabled", "RouteSettings.*.LoggingLevel"}
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: name, Name: "CreateStage", HTTP: "POST " + path + " 201",
			Doc:    "Creates a stage, which serves a deployment of an API.",
			Errors: codes("BadRequestException", "ConflictException", "TooManyRequestsException"), Unsimulated: left,
		}, s.createStage),
		aws.Op(aws.Operation{
			Service: name, Name: "GetStage", HTTP: "GET " + path + "/{stageName}", ReadOnly: true,
			Doc: "Returns a stage.", Errors: codes(),
		}, s.getStage),
		aws.Op(aws.Operation{
			Service: name, Name: "GetStages", HTTP: "GET " + path, ReadOnly: true,
			Doc: "Lists the stages of an API.", Errors: codes("BadRequestException"),
		}, s.getStages),
		aws.Op(aws.Operation{
			Service: name, Name: "UpdateStage", HTTP: "PATCH " + path + "/{stageName}",
			Doc: "Changes a stage: its deployment, throttling, variables.", Errors: codes("BadRequestException"), Unsimulated: left,
		}, s.updateStage),
		aws.Op(aws.Operation{
			Service: name, Name: "DeleteStage", HTTP: "DELETE " + path + "/{stageName} 204",
			Doc: "Deletes a stage.", Errors: codes(),
		}, s.deleteStage),
	}
}

func (s *Service) deploymentOperations() []aws.Operation {
	const path = "/v2/apis/{apiId}/deployments"
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: name, Name: "CreateDeployment", HTTP: "POST " + path + " 201",
			Doc: "Makes a snapshot of an API, and lets a stage serve it.", Errors: codes("BadRequestException"),
		}, s.createDeployment),
		aws.Op(aws.Operation{
			Service: name, Name: "GetDeployment", HTTP: "GET " + path + "/{deploymentId}", ReadOnly: true,
			Doc: "Returns a deployment.", Errors: codes(),
		}, s.getDeployment),
		aws.Op(aws.Operation{
			Service: name, Name: "GetDeployments", HTTP: "GET " + path, ReadOnly: true,
			Doc: "Lists the deployments of an API.", Errors: codes("BadRequestException"),
		}, s.getDeployments),
		aws.Op(aws.Operation{
			Service: name, Name: "DeleteDeployment", HTTP: "DELETE " + path + "/{deploymentId} 204",
			Doc: "Deletes a deployment that no stage serves.", Errors: codes("BadRequestException"),
		}, s.deleteDeployment),
	}
}
