Libraries in lib/ and their licences. Where a library offers several, Millrace takes the first one of them that is not the GPL.
The texts are in texts/; a library's own notices are inside its jar, or in texts/ under its name.

<#list dependencyMap as entry>
<#assign library = entry.getKey()/>
${library.groupId}:${library.artifactId}:${library.version}	<#list entry.getValue() as license>${license}<#if license_has_next> or </#if></#list>
</#list>
