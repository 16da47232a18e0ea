package lambda

import "skylab/engine/aws"

func (s *Service) layerOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "lambda", Name: "PublishLayerVersion", HTTP: "POST /2018-10-31/layers/{LayerName}/versions 201",
			Doc:         "Makes a new version of a layer from a package.",
			Errors:      []string{"InvalidParameterValueException", "CodeStorageExceededException"},
			Unsimulated: []string{"Content.S3ObjectVersion", "Content.S3ObjectStorageMode"},
		}, s.publishLayerVersion),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "GetLayerVersion", HTTP: "GET /2018-10-31/layers/{LayerName}/versions/{VersionNumber}", ReadOnly: true,
			Doc:    "Returns a version of a layer.",
			Errors: []string{"ResourceNotFoundException", "InvalidParameterValueException"},
		}, s.getLayerVersion),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "DeleteLayerVersion", HTTP: "DELETE /2018-10-31/layers/{LayerName}/versions/{VersionNumber} 204",
			Doc:    "Deletes a version of a layer; functions that use it keep it.",
			Errors: []string{"InvalidParameterValueException"},
		}, s.deleteLayerVersion),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "ListLayerVersions", HTTP: "GET /2018-10-31/layers/{LayerName}/versions", ReadOnly: true,
			Doc:         "Lists the versions of a layer, the newest first.",
			Unsimulated: []string{"CompatibleArchitecture", "CompatibleRuntime"},
		}, s.listLayerVersions),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "ListLayers", HTTP: "GET /2018-10-31/layers", ReadOnly: true,
			Doc:         "Lists the layers of the account with their newest versions.",
			Unsimulated: []string{"CompatibleArchitecture", "CompatibleRuntime"},
		}, s.listLayers),
	}
}
