{{- define "ecs-operator.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "ecs-operator.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "ecs-operator.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "ecs-operator.selectorLabels" -}}
app.kubernetes.io/name: {{ include "ecs-operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "ecs-operator.labels" -}}
{{ include "ecs-operator.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "ecs-operator.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "ecs-operator.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "ecs-operator.image" -}}
{{- $hint := "image.repository is required: there is no published image; build one with the Dockerfile, push it, and name it here" -}}
{{- $repository := required $hint .Values.image.repository -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" $repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{/* Helm reads numbers as floats: without int a large one would be written as 8.08e+03. */}}
{{- define "ecs-operator.httpPort" -}}
{{- dig "httpPort" 8080 .Values.config | int -}}
{{- end -}}

{{- define "ecs-operator.leaseNamespace" -}}
{{- dig "leaderElectionNamespace" .Release.Namespace .Values.config -}}
{{- end -}}

{{- define "ecs-operator.leaseName" -}}
{{- dig "leaderElectionName" "ecs-operator" .Values.config -}}
{{- end -}}

{{/* What the operator does with its own kinds, wherever it watches: see src/kube/client/server-port.ts. */}}
{{- define "ecs-operator.rules" -}}
- apiGroups: [ecs-operator.dev]
  resources: [ecstaskdefinitions, ecsservices, ecsscalings]
  verbs: [get, list, watch, patch]
- apiGroups: [ecs-operator.dev]
  resources: [ecstaskdefinitions/status, ecsservices/status, ecsscalings/status]
  verbs: [patch]
- apiGroups: [ecs-operator.dev]
  resources: [ecstaskdefinitions/finalizers, ecsservices/finalizers, ecsscalings/finalizers]
  verbs: [update]
- apiGroups: ['']
  resources: [events]
  verbs: [create, patch]
{{- range .Values.rbac.references }}
- apiGroups: {{ toJson .apiGroups }}
  resources: {{ toJson .resources }}
  verbs: [get]
{{- end }}
{{- end -}}

{{- define "ecs-operator.subject" -}}
- kind: ServiceAccount
  name: {{ include "ecs-operator.serviceAccountName" . }}
  namespace: {{ .Release.Namespace }}
{{- end -}}
