import { getRouteApi } from '@tanstack/react-router';

/** Parameters and search of a cluster's page, by the route's id: the page cannot import the route that loads it. */
export const clusterRouteApi = getRouteApi('/app/clusters/$id');
